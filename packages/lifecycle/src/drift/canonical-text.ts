/**
 * A definition in the form that PostgreSQL keeps once it has read back its own output: it writes
 * `status IN ('a', 'b')` on a varchar with one cast around the list, and after a dump and a restore with a
 * cast on each value. Both mean the same, and a restored database has not drifted.
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
