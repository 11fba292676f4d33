import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** In the folder of the built web app: the page that checks the archive of a sealed run, whole in one file. */
export const verifyPageFile = 'verify.html';

/**
 * Serves that page, which anybody may have. Its script and its styles stand in it, so its policy names them by their
 * hashes; beside them nothing is fetched and nothing sent.
 */
export function registerVerifyPage(app: FastifyInstance, webRoot: string): void {
  const page = readPage(join(webRoot, verifyPageFile));
  if (page === undefined) return;
  const policy = [
    "default-src 'none'",
    `script-src ${hashesOf(page, 'script')}`,
    `style-src ${hashesOf(page, 'style')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  const send = (_: FastifyRequest, reply: FastifyReply) =>
    reply
      .header('content-security-policy', policy)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page);
  app.get('/verify', send);
  app.get(`/${verifyPageFile}`, send);
}

/** Undefined for an app that was built without it. */
function readPage(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function hashesOf(page: string, tag: 'script' | 'style'): string {
  const found = page.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'));
  const hashes = Array.from(found, ([, text = '']) => {
    const hash = createHash('sha256').update(text).digest('base64');
    return `'sha256-${hash}'`;
  });
  return hashes.join(' ') || "'none'";
}
