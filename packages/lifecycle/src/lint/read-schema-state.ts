import type { QueryResult } from 'pg';
import { parseCondition } from './parse.ts';
import type { SchemaObject, SchemaState } from './rules/schema-state.ts';
import type { SyntaxTree } from './rules/syntax-tree.ts';
import { schemaStateQuery } from './schema-state-query.ts';

interface ObjectRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly parents: readonly (string | null)[];
  readonly schema: string | null;
  readonly relation: string | null;
  readonly file: string | null;
  readonly own_name: string | null;
  readonly not_null: boolean | null;
  readonly validated: boolean | null;
  readonly condition: string | null;
}

/** What the database holds now, as the connection of `query` sees it. */
export async function readSchemaState(
  query: (text: string) => Promise<QueryResult>,
): Promise<SchemaState> {
  const path = await query('SELECT current_schemas(true)::text[] AS path');
  const { rows } = await query(schemaStateQuery);
  const objects = new Map<string, SchemaObject>();
  for (const row of rows as ObjectRow[]) objects.set(row.id, await objectOf(row));
  return { searchPath: path.rows[0].path, objects };
}

async function objectOf(row: ObjectRow): Promise<SchemaObject> {
  const { id, kind, name, schema, relation, file, own_name, not_null, validated } = row;
  const condition = row.condition === null ? undefined : await conditionOf(row.condition);
  return {
    id,
    kind,
    name,
    parents: row.parents.filter((parent) => parent !== null),
    ...(schema !== null && relation !== null && { relation: { schema, name: relation } }),
    ...(file !== null && { file: Number(file) }),
    ...(own_name !== null && not_null !== null && { column: own_name, notNull: not_null }),
    ...(own_name !== null && validated !== null && { constraint: own_name, validated }),
    ...(condition !== undefined && { condition }),
  };
}

const parsed = new Map<string, SyntaxTree | undefined>();

/** States are read after every statement, and nearly all conditions are as before. */
async function conditionOf(sql: string): Promise<SyntaxTree | undefined> {
  if (!parsed.has(sql)) parsed.set(sql, await parseCondition(sql));
  return parsed.get(sql);
}
