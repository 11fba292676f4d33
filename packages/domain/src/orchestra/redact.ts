import { isRecord } from '../kernel/is-record.ts';
import { base64OfBytes, utf8 } from './encodings.ts';

/** What stands where a secret stood. */
export const redacted = '•••';

/** Shorter secrets would hide half of every text; the environment refuses them. */
export const shortestSecret = 4;

/** Headers whose value is never shown, whatever it is. */
const hiddenHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
]);

export interface Redactor {
  readonly text: (text: string) => string;
  /** The same value with every secret removed from its texts, numbers and keys. */
  readonly value: (value: unknown) => unknown;
  /** Headers also without what is secret by its name. */
  readonly headers: (headers: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

/**
 * Makes what removes secrets from all that is kept or told: as they are, in base64 (also in the middle of something
 * longer, such as `user:password`), in an address, in JSON, in hex, in XML.
 */
export function redactor(secrets: Iterable<string>): Redactor {
  const wanted = [...new Set([...secrets].flatMap(linesOf).flatMap(formsOf))].sort(
    (one, other) => other.length - one.length,
  );
  const text = (whole: string): string =>
    wanted.length === 0 ? whole : withoutForms(whole, wanted);
  const value = (part: unknown): unknown => redactValue(part, text);
  const headers = (all: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(all).map(([name, given]) => [
        text(name),
        hiddenHeaders.has(name.toLowerCase()) ? redacted : value(given),
      ]),
    );
  return { text, value, headers };
}

/** A certificate may be shown line by line. */
function linesOf(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return lines.length > 1 ? [secret, ...lines.filter((line) => line.length >= 16)] : [secret];
}

/** Everything that a secret becomes on its way. */
function formsOf(secret: string): readonly string[] {
  if (secret.length < shortestSecret) return [];
  const address = encoded(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const hex = [...utf8(secret)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    secret,
    json,
    json.replaceAll('/', '\\/'),
    address,
    address.replaceAll('%20', '+'),
    address.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    hex,
    hex.toUpperCase(),
    ...base64Forms(secret),
  ].filter((form) => form.length >= shortestSecret);
}

function encoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    // Half a character cannot be in an address.
    return secret;
  }
}

/** What of the base64 of a longer text is certain when the secret begins at its first, second or third byte. */
function base64Forms(secret: string): readonly string[] {
  const bytes = utf8(secret);
  const forms = [0, 1, 2].map((before) => {
    const written = base64OfBytes([...Array<number>(before).fill(0), ...bytes]);
    const begin = before === 0 ? 0 : before + 1;
    const certain = Math.floor(((before + bytes.length) * 8) / 6);
    return written.slice(begin, certain);
  });
  return forms
    .filter((form) => form.length >= shortestSecret)
    .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** From the longest to the shortest, so that one within another leaves nothing of it. */
function withoutForms(whole: string, forms: readonly string[]): string {
  let left = whole;
  for (const form of forms) if (left.includes(form)) left = left.replaceAll(form, redacted);
  return left;
}

const maxDepth = 200;

function redactValue(part: unknown, text: (text: string) => string, depth = 0): unknown {
  if (typeof part === 'string') return text(part);
  if (typeof part === 'number') {
    const written = String(part);
    return text(written) === written ? part : redacted;
  }
  // Deeper than evidence goes.
  if (depth > maxDepth) return typeof part === 'object' && part !== null ? redacted : part;
  if (Array.isArray(part)) return part.map((item) => redactValue(item, text, depth + 1));
  if (!isRecord(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, item]) => [text(key), redactValue(item, text, depth + 1)]),
  );
}
