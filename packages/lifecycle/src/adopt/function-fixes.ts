import type { Knex } from 'knex';
import { quoteName } from '../catalog/quote.ts';
import { requalify } from './rules/named-in-body.ts';
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
 * Where names without a schema are looked up in a new session of this role: the setting of the role in
 * this database, of the role, of the database, of all roles, or else the server's; never the session's.
 */
export async function readUsualSearchPath(db: Knex): Promise<string> {
  const { rows } = await db.raw<{ rows: { path: string }[] }>(`
    SELECT coalesce(
      (SELECT substr(setting, 13) FROM pg_db_role_setting AS s, unnest(s.setconfig) AS setting
       WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
         AND s.setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = session_user))
         AND starts_with(setting, 'search_path=')
       ORDER BY s.setrole = 0, s.setdatabase = 0 LIMIT 1),
      (SELECT reset_val FROM pg_settings WHERE name = 'search_path')) AS path`);
  return rows[0]?.path ?? '';
}

/**
 * The statements that let a function of others find the tables in their new schema: its body names that
 * schema instead of `public`, and its search path contains it.
 *
 * @param usualPath the search path with which a function without one of its own is called
 * @param now the function as it is now; after the move the types of its arguments may have other names
 */
export function functionFixes(
  named: FunctionNamingOurs,
  now: FunctionRow,
  schema: string,
  usualPath: string,
): readonly string[] {
  const recreated =
    named.qualified.length > 0
      ? [requalify(now.definition, named.qualified, schema).trimEnd()]
      : [];
  return [...recreated, ...searchPathFix(named, now.identity, schema, usualPath)];
}

function searchPathFix(
  { bare, kind, searchPath }: FunctionNamingOurs,
  identity: string,
  schema: string,
  usualPath: string,
): readonly string[] {
  if (bare.length === 0) return [];
  const before = (searchPath ?? usualPath).trim();
  // An empty path is kept as "", which is no name that could be given.
  const names = before === '' || before === '""' ? [] : [before];
  const path = [...names, quoteName(schema)].join(', ');
  return [`ALTER ${kind.toUpperCase()} ${identity} SET search_path = ${path}`];
}
