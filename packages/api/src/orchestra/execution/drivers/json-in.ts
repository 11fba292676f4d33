import { jsonFault } from '@atelier/domain/orchestra/json.ts';

/** What the text says as JSON; undefined where it says none, or none that could be kept. */
export function jsonIn(text: string): unknown {
  if (!/^\s*[[{"\dtfn-]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return jsonFault(value) === null ? value : undefined;
  } catch {
    return undefined;
  }
}
