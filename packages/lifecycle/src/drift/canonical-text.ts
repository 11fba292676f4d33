/**
 * A definition in the words that PostgreSQL keeps once it has read its own: `status IN ('a', 'b')` on a
 * varchar is written with the cast around the list, and after a dump and a restore with one at each value.
 * Both say the same, and a restored database has not drifted.
 */
export function canonicalText(definition: string): string {
  if (!definition.includes('])::text[]')) return definition;
  return definition.replaceAll(castedList, (_whole, list: string) => {
    const values = list.match(castedValue) ?? [];
    return `ARRAY[${values.map((value) => `(${value})::text`).join(', ')}]`;
  });
}

const value = `'(?:[^']|'')*'::character varying`;
const castedValue = new RegExp(value, 'g');
const castedList = new RegExp(`\\(ARRAY\\[(${value}(?:, ${value})*)\\]\\)::text\\[\\]`, 'g');
