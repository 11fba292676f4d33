import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { shownHeaders } from './masking.ts';
import { storableText } from './storable.ts';

/** Of one text in a result, in characters. */
const longest = 64 * 1024;

/** A request as its result keeps it. */
export function requestEvidence(sent: Json): Json {
  return limited(withHeaders(sent), longest);
}

/** An answer likewise; a body that is longer is cut, and said to be. */
export function answerEvidence(output: Readonly<Record<string, unknown>>, bytes: number): Json {
  const { text, body, ...facts } = output;
  const shown = withHeaders(facts as Json);
  const all = isRecord(shown) ? shown : {};
  const isText = body === text || (typeof text === 'string' && text.length > bytes);
  const kept = isText && typeof text === 'string' ? text : (body as Json | undefined);
  if (kept === undefined) return limited(all as Json, bytes);
  const size = typeof kept === 'string' ? kept.length : JSON.stringify(kept).length;
  if (size <= bytes) return limited({ ...all, body: kept } as Json, bytes);
  const whole = typeof kept === 'string' ? kept : JSON.stringify(kept);
  return { ...(limited(all as Json, bytes) as object), body: storableText(whole.slice(0, bytes)), bodyCut: true } as Json;
}

function withHeaders(value: Json): Json {
  if (!isRecord(value) || !isRecord(value.headers)) return value;
  return { ...(value as { readonly [key: string]: Json }), headers: shownHeaders(value.headers) };
}

/** No text in it is longer. */
function limited(value: Json, most: number): Json {
  if (typeof value === 'string') {
    return value.length > most ? storableText(`${value.slice(0, most)}…`) : value;
  }
  if (Array.isArray(value)) return value.slice(0, 10_000).map((one: Json) => limited(one, most));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, limited(item as Json, most)]),
  );
}
