/**
 * An array as PostgreSQL reads it, of what needs no quotes: numbers, truths, ids and words of ours. The driver would look
 * through every element for what has to be escaped. Of nothing but NULL it is empty: `unnest` beside longer ones makes
 * up for it.
 */
export function plainArray(values: readonly (string | number | boolean | null)[]): string {
  if (!values.includes(null)) return `{${values.join(',')}}`;
  return hasAny(values) ? `{${values.map((value) => value ?? 'NULL').join(',')}}` : '{}';
}

/** An array of texts of any kind. */
export function textArray(values: readonly (string | null)[]): string {
  if (!hasAny(values)) return '{}';
  return `{${values.map((value) => (value === null ? 'NULL' : quoted(value))).join(',')}}`;
}

const special = /["\\]/;
const quoted = (text: string): string =>
  special.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;

/** Stands in no JSON that `JSON.stringify` has written. */
const separator = '\u0001';

/**
 * Texts of JSON as one text, which {@link jsonTexts} takes apart: an array's would be full of escaped quotes, to be written
 * here and read there.
 */
export function joinedJson(values: readonly (string | null)[]): string {
  return hasAny(values) ? values.join(separator) : '';
}

/** SQL: the array of texts of a value of `joinedJson`; NULL for each that is null. */
export function jsonTexts(value: string): string {
  return `string_to_array(${value}::text, E'\\x01', '')`;
}

function hasAny(values: readonly unknown[]): boolean {
  return values.some((value) => value !== null);
}
