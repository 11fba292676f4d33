/** How an object differs. `other` is the class of what has none of its own, so nothing is left out. */
export const driftClasses = [
  'missing',
  'extra',
  'name',
  'type',
  'key-type',
  'nullability',
  'default',
  'generated',
  'identity',
  'collation',
  'primary-key',
  'unique',
  'unique-kind',
  'check',
  'foreign-key',
  'foreign-key-action',
  'not-valid',
  'index',
  'invalid-index',
  'enum-values',
  'sequence',
  'trigger',
  'function',
  'view',
  'order-only',
  'other',
] as const;
export type DriftClass = (typeof driftClasses)[number];

/** What differs: `schema.table.column` and the like, and its kind in PostgreSQL's words. */
export interface DriftObject {
  readonly kind: string;
  readonly schema: string;
  /** The table, type, function … as it is called within its schema. */
  readonly name: string;
  /** The column, constraint, index or trigger of a table. */
  readonly part: string | null;
}

/** A statement and its turn: those of a lower stage run first, within a stage those of a lower rank. */
export interface Step {
  readonly stage: number;
  readonly rank: number;
  /** Without its semicolon; every name is written with its schema. */
  readonly sql: string;
}

/** The way from what is found to what is expected. */
export interface Fix {
  /** A boolean query: whether the difference stands as it was found. */
  readonly stands: string;
  readonly up: readonly Step[];
  /** The way back; null where there is none. */
  readonly down: readonly Step[] | null;
}

/** One difference between what stands and what should. */
export interface Difference {
  readonly class: DriftClass;
  readonly object: DriftObject;
  /** As PostgreSQL writes it; null where nothing is expected. */
  readonly expected: string | null;
  /** As PostgreSQL writes it; null where nothing stands. */
  readonly actual: string | null;
  /** Null where no statement fixes it, or those that would failed on a copy. */
  readonly fix: Fix | null;
  /** Which properties of the object in the catalog differ, where it is not the whole of it. */
  readonly fields?: readonly string[] | undefined;
}

/** `schema.name.part`, for people. */
export function objectName({ schema, name, part }: DriftObject): string {
  return [schema, name, part].filter((word) => word !== null && word !== '').join('.');
}
