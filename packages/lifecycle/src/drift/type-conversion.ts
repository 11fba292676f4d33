/** How values change their type. */
export interface Conversion {
  /** Values that cannot be lost on the way. */
  readonly lossless: boolean;
  /** PostgreSQL casts by itself on assignment; else `there` has to stand behind USING. */
  readonly assigned: boolean;
  /** PostgreSQL makes the indexes and constraints of the column again by itself. */
  readonly sameFamily: boolean;
  /** The value of the new type, from an expression of the old one. */
  readonly there: (value: string) => string;
  readonly back: (value: string) => string;
}

const integers = ['smallint', 'integer', 'bigint'];
const numbers = [...integers, 'numeric', 'real', 'double precision'];
const texts = ['character varying', 'text', 'character'];
const instants = ['timestamp with time zone', 'timestamp without time zone'];

/** Between instants the time zone is UTC, and not whatever a session has set. */
export function conversion(from: string, to: string): Conversion {
  const [a, b] = [baseOf(from), baseOf(to)];
  const family = [numbers, texts, instants].find((all) => all.includes(a) && all.includes(b));
  const throughText = (type: string) => (value: string) => `(${value})::text::${type}`;
  if (family === instants && a !== b) {
    const atUtc = (value: string) => `(${value}) AT TIME ZONE 'UTC'`;
    const lossless = precisionOf(to) >= precisionOf(from);
    return { lossless, assigned: false, sameFamily: false, there: atUtc, back: atUtc };
  }
  if (family !== undefined) {
    return {
      lossless: isWider(family, from, to),
      assigned: true,
      sameFamily: true,
      there: (value) => value,
      back: (value) => value,
    };
  }
  return {
    lossless: false,
    assigned: texts.includes(b),
    sameFamily: a === b,
    there: texts.includes(b) ? (value) => value : throughText(to),
    back: throughText(from),
  };
}

const baseOf = (type: string): string => type.replace(/\([^)]*\)/, '').trim();
const sizeOf = (type: string): number =>
  Number(/\((\d+)\)/.exec(type)?.[1] ?? Number.POSITIVE_INFINITY);
/** Digits behind the seconds; six where nothing is said. */
const precisionOf = (type: string): number => Math.min(6, sizeOf(type));

function isWider(family: readonly string[], from: string, to: string): boolean {
  const [a, b] = [baseOf(from), baseOf(to)];
  if (family === texts) {
    if (a === 'character' || b === 'character') return a === b && sizeOf(from) === sizeOf(to);
    return sizeOf(to) >= sizeOf(from);
  }
  if (family === instants) return precisionOf(to) >= precisionOf(from);
  return integers.includes(a) && integers.includes(b) && integers.indexOf(b) >= integers.indexOf(a);
}
