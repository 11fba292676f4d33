import { createHash } from 'node:crypto';
import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import { keptBody } from '@atelier/domain/orchestra/evidence.ts';
import { keptFacts } from '@atelier/domain/orchestra/evidence-facts.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Redactor } from '@atelier/domain/orchestra/redact.ts';

/** A request as its result keeps it. */
export function requestEvidence(sent: Json, redact: Redactor): Json {
  if (!isRecord(sent)) return redact.value(sent) as Json;
  const { body, ...facts } = sent as { readonly [key: string]: Json };
  const shown = keptFacts(withHeaders(facts, redact));
  return (body === undefined ? shown : { ...shown, ...bodyEvidence(body, redact) }) as Json;
}

/** An answer likewise. `text` is left out where there is a body, which says the same. */
export function answerEvidence(
  output: Readonly<Record<string, unknown>>,
  redact: Redactor,
  maxKib?: number,
): Json {
  const { text, body, ...facts } = output;
  if (body === undefined) return keptFacts(withHeaders({ ...facts, text }, redact), maxKib) as Json;
  const shown = keptFacts(withHeaders(facts, redact), maxKib);
  return { ...shown, ...bodyEvidence(body, redact, maxKib) } as Json;
}

/** The body, and of one that was cut how large it was. */
function bodyEvidence(body: unknown, redact: Redactor, maxKib?: number) {
  const { value, bytes, sha256 } = keptBody(body, redact, sha256Of, maxKib);
  return { body: value, ...(sha256 !== undefined && { bodyBytes: bytes, bodySha256: sha256 }) };
}

function withHeaders(facts: Readonly<Record<string, unknown>>, redact: Redactor) {
  const shown = redact.value(facts) as Record<string, Json>;
  return isRecord(facts.headers) ? { ...shown, headers: redact.headers(facts.headers) } : shown;
}

export const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');
