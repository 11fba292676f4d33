import type { QueryResult } from 'pg';
import { parseCondition } from './parse.ts';
import type { SchemaObject, SchemaState } from './rules/schema-state.ts';
import type { SyntaxTree } from './rules/syntax-tree.ts';
import { schemaStateQuery } from './schema-state-query.ts';

interface ObjectRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly parents: string | null;
  readonly schema: string | null;
  readonly relation: string | null;
  readonly file: string | null;
  readonly own_name: string | null;
  readonly not_null: boolean | null;
  readonly validated: boolean | null;
  readonly condition: string | null;
}

/** Objects by all that was read of them. */
export type SeenObjects = Map<string, SchemaObject>;

/**
 * What the database holds now, as the connection of `query` sees it.
 *
 * @param seen what earlier states held, and now this one as well. States are read after every statement, and nearly
 * all of each is as before: they share it, where thousands of copies would have to be made, and collected
 */
export async function readSchemaState(
  query: (text: string) => Promise<QueryResult>,
  seen: SeenObjects,
): Promise<SchemaState> {
  const path = await query('SELECT current_schemas(true)::text[] AS path');
  const { rows } = await query(schemaStateQuery);
  const objects = new Map<string, SchemaObject>();
  for (const row of rows as ObjectRow[]) {
    const all = Object.values(row).join('\0');
    const object = seen.get(all) ?? (await objectOf(row));
    seen.set(all, object);
    objects.set(row.id, object);
  }
  return { searchPath: path.rows[0].path, objects };
}

async function objectOf(row: ObjectRow): Promise<SchemaObject> {
  const { id, kind, name, schema, relation, file, own_name, not_null, validated } = row;
  const condition = row.condition === null ? undefined : await conditionOf(row.condition);
  return {
    id,
    kind,
    name,
    parents: row.parents?.split(' ').filter(Boolean) ?? [],
    ...(schema !== null && relation !== null && { relation: { schema, name: relation } }),
    ...(file !== null && { file: Number(file) }),
    ...(own_name !== null && not_null !== null && { column: own_name, notNull: not_null }),
    ...(own_name !== null && validated !== null && { constraint: own_name, validated }),
    ...(condition !== undefined && { condition }),
  };
}

const parsed = new Map<string, SyntaxTree | undefined>();

/** Most conditions of a database stand in one before as well. */
async function conditionOf(sql: string): Promise<SyntaxTree | undefined> {
  if (!parsed.has(sql)) parsed.set(sql, await parseCondition(sql));
  return parsed.get(sql);
}
