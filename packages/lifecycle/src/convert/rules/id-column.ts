/** What the keys of an area are made of. */
export type IdKind = 'uuid' | 'integer';

export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/**
 * Whose ids a column holds. Tables are named with their area, `time.tasks`, wherever they stand.
 *
 * - `one`: an id
 * - `many`: an array of ids
 * - `path`: a text with ids in it between separators (a materialised path)
 * - `variant`: an id whose table is named by another column of the row (a polymorphic reference)
 */
export type Points =
  | { readonly shape: 'one' | 'many' | 'path'; readonly to: string }
  | {
      readonly shape: 'variant';
      readonly by: string;
      readonly cases: Readonly<Record<string, string>>;
      /** The table that is told for every other value, so that nothing is lost. */
      readonly otherwise: string;
    };

/** Why a column is taken for one of ids. `values` are the distinct ones, `found` those in the key. */
export type Evidence =
  | { readonly kind: 'key' | 'profile' | 'told' | 'recorded' }
  | { readonly kind: 'foreign key'; readonly constraint: string }
  | { readonly kind: 'name' | 'value'; readonly values: number; readonly found: number };

/** A column that is converted: a key, or one that points at a key. */
export interface IdColumn {
  readonly table: TableName;
  readonly column: string;
  /** As PostgreSQL writes it while the keys are integers: `integer`, `smallint[]`. */
  readonly integerType: string;
  readonly points: Points;
  readonly evidence: Evidence;
  /** Of the time when the ids are integers; undefined where there is none. */
  readonly default: ColumnDefault | undefined;
}

/** Where a column's values come from when none is given. */
export type ColumnDefault =
  /** `sequence` is its qualified name. */
  | { readonly kind: 'sequence'; readonly expression: string; readonly sequence: string }
  | {
      readonly kind: 'identity';
      readonly sequence: string;
      readonly generated: 'ALWAYS' | 'BY DEFAULT';
      /** As CREATE SEQUENCE takes them. */
      readonly options: string;
    }
  | { readonly kind: 'constant'; readonly expression: string };

/** A column that looks like one of ids, and what speaks for each table. */
export interface UndecidedReference {
  readonly table: TableName;
  readonly column: string;
  readonly type: string;
  readonly candidates: readonly {
    readonly to: string;
    readonly by: 'name' | 'value';
    readonly values: number;
    readonly found: number;
  }[];
}

/** `schema.table.column`, as it is shown and typed. */
export function columnName(column: { table: TableName; column: string }): string {
  return `${column.table.schema}.${column.table.name}.${column.column}`;
}

/** Every table whose ids a column can hold. */
export function tablesPointedAt(points: Points): readonly string[] {
  if (points.shape !== 'variant') return [points.to];
  return [...new Set([...Object.values(points.cases), points.otherwise])];
}
