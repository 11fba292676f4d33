import type { Json } from '@atelier/domain/orchestra/json.ts';

/** Lines of `name = value`, read; or the number of the first line that is none, from 1. */
export type Pairs =
  | { readonly ok: true; readonly values: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly line: number };

export function readPairs(text: string): Pairs {
  const values: Record<string, string> = {};
  for (const [place, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, name, value] = /^\s*([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return { ok: false, line: place + 1 };
    values[name] = value;
  }
  return { ok: true, values };
}

export function writePairs(values: Readonly<Record<string, Json>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${writeValue(value)}`)
    .join('\n');
}

/** A text as it is, unless it would be read back as something else. */
export function writeValue(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return readValue(value) === value && !value.includes('\n') && value.trim() === value
    ? value
    : JSON.stringify(value);
}

/** A value of JSON where it is one, else the text. */
export function readValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
