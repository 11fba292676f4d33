import { wholeCharacters } from './assertions/preview.ts';
import { utf8Length } from './encodings.ts';
import { cutToBytes, evidenceKib } from './evidence.ts';
import { type Json, jsonFault } from './json.ts';

/**
 * Facts of a request or an answer as they are kept, when secrets were removed from them: of a long list its first
 * items, of a long text its beginning. `cut` says how much there was of what was cut: items, or bytes in UTF-8.
 */
export function keptFacts(
  facts: Readonly<Record<string, unknown>>,
  maxKib = evidenceKib,
): Readonly<Record<string, Json>> {
  const kept: Record<string, Json> = {};
  const cut: Record<string, number> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (value === undefined) continue;
    const { is, of } = keptFact(value, maxKib * 1024);
    kept[name] = is;
    if (of !== undefined) cut[name] = of;
  }
  return Object.keys(cut).length === 0 ? kept : { ...kept, cut };
}

/** A value as it is kept, and how much there was of one that was cut. */
interface KeptFact {
  readonly is: Json;
  readonly of?: number;
}

function keptFact(value: unknown, max: number): KeptFact {
  if (typeof value === 'string') return keptText(wholeCharacters(value), max);
  if (Array.isArray(value)) return keptList(value, max);
  const size = sizeOf(value);
  if (size !== null && size <= max) return { is: value as Json };
  return keptText(written(value), max);
}

function keptText(text: string, max: number): KeptFact {
  const bytes = utf8Length(text);
  return bytes <= max ? { is: text } : { is: cutToBytes(text, max), of: bytes };
}

/** The first items that there is room for. */
function keptList(items: readonly unknown[], max: number): KeptFact {
  const kept: Json[] = [];
  let left = max;
  for (const item of items) {
    const size = sizeOf(item);
    if (size === null || size > left) break;
    left -= size;
    kept.push(item as Json);
  }
  return kept.length === items.length ? { is: kept } : { is: kept, of: items.length };
}

/** Bytes of a value as JSON; null for one that cannot be kept. */
function sizeOf(value: unknown): number | null {
  return jsonFault(value) === null ? utf8Length(written(value)) : null;
}

function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    // Deeper than can be written.
    return '…';
  }
}
