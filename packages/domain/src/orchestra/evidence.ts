import type { AssertionResult } from './assertions/evaluate.ts';
import { wholeCharacters } from './assertions/preview.ts';
import { utf8Length } from './encodings.ts';
import { type Json, jsonFault } from './json.ts';
import type { Redactor } from './redact.ts';

/** KiB of one body, where the suite says nothing. */
export const evidenceKib = 64;

/** A body as it is kept: whole, or its beginning. */
export interface KeptBody {
  readonly value: Json;
  /** Bytes in UTF-8 of the whole, before anything was removed from it. */
  readonly bytes: number;
  /** Of the whole, where only its beginning was kept. */
  readonly sha256?: string;
}

/** What one attempt at a step leaves: what was sent, what came, and what was found. */
export interface StepEvidence {
  readonly request: Json;
  readonly answer: Json;
  readonly body: KeptBody | null;
  readonly assertions: readonly AssertionResult[];
  /** Values that were exported, without those that are secret. */
  readonly exported: Readonly<Record<string, Json>>;
}

/**
 * What is kept of a body: the whole where it is small, else its beginning as text, with the size and the hash of all of
 * it. Secrets are removed before it is cut, so that none is cut in two and stays.
 * @param sha256 of a text's UTF-8, in hex
 */
export function keptBody(
  body: unknown,
  { value, text }: Redactor,
  sha256: (text: string) => string,
  maxKib = evidenceKib,
): KeptBody {
  const written = writtenBody(body);
  const bytes = utf8Length(written);
  if (bytes <= maxKib * 1024) {
    const kept = typeof body === 'string' ? wholeCharacters(text(body)) : value(body);
    if (jsonFault(kept) === null) return { value: (kept ?? null) as Json, bytes };
  }
  const cut = cutToBytes(wholeCharacters(text(written)), maxKib * 1024);
  return { value: cut, bytes, sha256: sha256(written) };
}

/** A body as text; what is too deep to be written is told as such. */
function writtenBody(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body === undefined) return '';
  try {
    return JSON.stringify(body) ?? '';
  } catch {
    return '…';
  }
}

/** The beginning of a text that has at most so many bytes in UTF-8, without half a character. */
export function cutToBytes(text: string, max: number): string {
  if (utf8Length(text) <= max) return text;
  let low = 0;
  let high = Math.min(text.length, max);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (utf8Length(text.slice(0, middle)) <= max) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, low).replace(/\p{Surrogate}$/u, '');
}
