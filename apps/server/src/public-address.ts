import type { FastifyReply, FastifyRequest } from 'fastify';

type Headers = FastifyRequest['headers'];

/**
 * Leads a browser that asks for a page over plain HTTP to where people reach the house by HTTPS: here no cookie
 * of ours is kept, and so nobody could sign in. With a redirect where a trusted proxy says how the browser came;
 * else with a page that says so in words, since a proxy that says nothing may have it come by HTTPS after all, and
 * a redirect to the same address would never end. False for whoever is right where they are, or is no browser.
 */
export function leadToPublicAddress(
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string,
): boolean {
  const { headers, url } = request;
  if (!publicUrl.startsWith('https:') || !isBrowser(headers)) return false;
  if (request.protocol === 'https' || cameSecurely(headers)) return false;
  const address = sameAddress(url, publicUrl);
  reply.header('cache-control', 'no-store');
  if (isToldByProxy(request)) {
    reply.redirect(address, 302);
    return true;
  }
  const language = /^\s*ru\b/i.test(headers['accept-language'] ?? '') ? 'ru' : 'en';
  reply.code(421).type('text/html; charset=utf-8').send(pageOf(address, language));
  return true;
}

/** Set part by part: read as a whole, `/\name` would be another host's address. */
function sameAddress(url: string, publicUrl: string): string {
  const address = new URL(publicUrl);
  const [path = '/'] = url.split('?', 1);
  address.pathname = path;
  address.search = url.slice(path.length);
  return address.href;
}

/** A program that takes anything is no browser, and needs no cookie. */
function isBrowser({ accept = '' }: Headers): boolean {
  return /text\/html/i.test(accept);
}

/**
 * Signs that the browser has a secure connection, whatever reaches us: browsers send `Sec-Fetch-…` over HTTPS and
 * to this very machine alone, where cookies are kept too; and a proxy may say HTTPS that is not trusted.
 */
function cameSecurely(headers: Headers): boolean {
  const proto = String(headers['x-forwarded-proto'] ?? '');
  return headers['sec-fetch-mode'] !== undefined || /^https\b/i.test(proto);
}

/** Fastify lists the addresses beyond the first only where it trusts who named them. */
function isToldByProxy({ headers, ips = [] }: FastifyRequest): boolean {
  return headers['x-forwarded-proto'] !== undefined && ips.length > 1;
}

const words = {
  en: {
    title: 'Atelier has another address',
    text: 'You opened it over plain HTTP. Here nobody can sign in: passwords travel over HTTPS alone.',
    go: 'Open it there:',
    hint: 'Do you see this at that very address? Then the proxy in front of Atelier has to send X-Forwarded-Proto.',
  },
  ru: {
    title: 'У Atelier другой адрес',
    text: 'Вы открыли его по обычному HTTP. Здесь войти нельзя: пароли передаются только по HTTPS.',
    go: 'Откройте его там:',
    hint: 'Вы видите это по тому самому адресу? Тогда прокси перед Atelier должен передавать X-Forwarded-Proto.',
  },
} as const;

/** It needs nothing else from us: a script or a style of the app's would come over plain HTTP as well. */
function pageOf(address: string, language: keyof typeof words): string {
  const { title, text, go, hint } = words[language];
  const shown = escaped(address);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
:root { --page: #faf8f5; --card: #fff; --line: #e6e0d8; --text: #26211c; --dimmed: #6a6156; --link: #12605c; }
@media (prefers-color-scheme: dark) {
  :root { --page: #171513; --card: #211e1b; --line: #37322c; --text: #ece6df; --dimmed: #b0a79c; --link: #76c0b6; }
}
body { display: grid; place-items: center; min-height: 100vh; margin: 0; padding: 1rem; box-sizing: border-box;
  background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 25rem; padding: 2rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); }
h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.25; }
p { margin: 0 0 1rem; text-wrap: pretty; }
a { color: var(--link); font-weight: 600; overflow-wrap: anywhere; }
small { color: var(--dimmed); }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p>${go} <a href="${shown}">${shown}</a></p>
<small>${hint}</small>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
