import type { Points } from './id-column.ts';
import type { NameRules } from './reference-names.ts';

/** What is known beforehand about an area's ids; the rest is found in the catalog and in the values. */
export interface ConversionProfile {
  /** As it is typed, the first one as it is recorded. */
  readonly names: readonly [string, ...string[]];
  /** The schema of the adopted tables; they stand in `public` before. */
  readonly area: string;
  /** Tables with a key, and the key's column. A database need not have all of them. */
  readonly keys: Readonly<Record<string, string>>;
  /** Columns of these tables that hold ids, whether a foreign key says so or not. */
  readonly references: readonly {
    readonly table: string;
    readonly column: string;
    readonly points: Points;
  }[];
  readonly nameRules: NameRules;
}

/** A table of the area as conversions name it, wherever it stands: `time.tasks`. */
export function labelOf({ area }: ConversionProfile, table: string): string {
  return `${area}.${table}`;
}
