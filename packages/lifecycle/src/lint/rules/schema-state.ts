import type { RangeVar, SyntaxTree } from './syntax-tree.ts';

/** What a database holds at one moment, as far as the rules need it. System schemas are not in it. */
export interface SchemaState {
  /** Where a name without a schema is looked for, in this order. */
  readonly searchPath: readonly string[];
  readonly objects: ReadonlyMap<string, SchemaObject>;
}

/** A table, a column, a constraint … `id` stays the same when it is renamed or altered. */
export interface SchemaObject {
  readonly id: string;
  /** As PostgreSQL calls it: `table`, `table column`, `index`, `table constraint`, `function` … */
  readonly kind: string;
  /** As PostgreSQL writes it: `public.tasks.name`. */
  readonly name: string;
  /** Goes with these: a column with its table, an index with its table and its constraint. */
  readonly parents: readonly string[];
  /** Of what stands in `pg_class`: the name that a statement may call it by. */
  readonly relation?: { readonly schema: string; readonly name: string };
  /** The file with the rows; another number after the table was rewritten. */
  readonly file?: number;
  /** Of a column: its own name. */
  readonly column?: string;
  /** Of a column: no row may have NULL there, and all were looked at. */
  readonly notNull?: boolean;
  /** Of a constraint: its own name. */
  readonly constraint?: string;
  /** Of a constraint: every row was looked at. */
  readonly validated?: boolean;
  /** Of a validated CHECK: its condition. */
  readonly condition?: SyntaxTree;
}

/** The relation that a statement means. */
export function relationNamed(
  { searchPath, objects }: SchemaState,
  { schemaname, relname }: RangeVar,
): SchemaObject | undefined {
  const candidates = [...objects.values()].filter(({ relation }) => relation?.name === relname);
  const schemas = schemaname === undefined ? searchPath : [schemaname];
  for (const schema of schemas) {
    const found = candidates.find(({ relation }) => relation?.schema === schema);
    if (found !== undefined) return found;
  }
  return undefined;
}
