import type { Json } from '@atelier/domain/orchestra/json.ts';

const mask = '•••';
/** Shorter ones would hide half of every text. */
const shortest = 4;
/** Headers that are never shown, whatever they hold. */
const hiddenHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
]);

/**
 * Makes what replaces secrets in evidence: the values themselves, and what they become in an address, in base64 and in
 * JSON.
 */
export function createMask(secrets: readonly unknown[]): (value: Json) => Json {
  const texts = secrets
    .map((secret) => (typeof secret === 'string' ? secret : JSON.stringify(secret)))
    .filter((text) => text !== undefined && text.length >= shortest);
  const forms = texts.flatMap((text) => [
    text,
    encodeURIComponent(text),
    Buffer.from(text).toString('base64'),
    JSON.stringify(text).slice(1, -1),
  ]);
  // The longest first, so that one within another leaves nothing.
  const wanted = [...new Set(forms)].sort((one, other) => other.length - one.length);
  const inText = (text: string): string =>
    wanted.reduce((shown, form) => (shown.includes(form) ? shown.replaceAll(form, mask) : shown), text);
  const masked = (value: Json): Json => {
    if (typeof value === 'string') return inText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(masked);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [inText(key), masked(item as Json)]),
    );
  };
  return masked;
}

/** Headers as evidence shows them. */
export function shownHeaders(headers: Readonly<Record<string, unknown>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      hiddenHeaders.has(name.toLowerCase()) ? mask : (value as Json),
    ]),
  );
}
