import { requalify } from '@atelier/domain/lifecycle/profiles/named-in-body.ts';
import type { Knex } from 'knex';
import { quoteName } from '../catalog/quote.ts';
import type { FunctionNamingOurs } from './surroundings.ts';

interface FunctionRow {
  readonly definition: string;
  readonly identity: string;
}

/** A function as it is now: the statement that makes it, and its name with the types of its arguments. */
export async function readFunction(db: Knex, oid: number): Promise<FunctionRow> {
  const { rows } = await db.raw<{ rows: FunctionRow[] }>(
    `SELECT pg_get_functiondef(p.oid) AS definition,
       format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) AS identity
     FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE p.oid = ?`,
    [oid],
  );
  const [row] = rows;
  if (row === undefined) throw new TypeError(`There is no function ${oid}`);
  return row;
}

/**
 * What lets a function of others find the tables in their new schema: its body names that one instead
 * of `public`, and its search path holds it.
 *
 * @param now the function as it is at the moment; after the move its arguments' types are called otherwise
 */
export function functionMends(
  named: FunctionNamingOurs,
  now: FunctionRow,
  schema: string,
): readonly string[] {
  const recreated =
    named.qualified.length > 0
      ? [requalify(now.definition, named.qualified, schema).trimEnd()]
      : [];
  return [...recreated, ...searchPathMend(named, now.identity, schema)];
}

function searchPathMend(
  { bare, kind, searchPath }: FunctionNamingOurs,
  identity: string,
  schema: string,
): readonly string[] {
  if (bare.length === 0) return [];
  const path = `${searchPath ?? '"$user", public'}, ${quoteName(schema)}`;
  return [`ALTER ${kind.toUpperCase()} ${identity} SET search_path = ${path}`];
}
