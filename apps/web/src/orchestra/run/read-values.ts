import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';

/** The values that somebody wrote as JSON; none for an empty field, null for what is no object. */
export function readValues(text: string): Record<string, Json> | undefined | null {
  if (text.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? (value as Record<string, Json>) : null;
  } catch {
    return null;
  }
}
