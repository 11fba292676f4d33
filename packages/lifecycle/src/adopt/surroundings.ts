import type { Knex } from 'knex';
import type { SchemaObject } from '../catalog/schema-objects.ts';
import { type NamesInBody, namesInBody } from './rules/named-in-body.ts';

/** What others have that refers to a profile's tables. */
export interface Surroundings {
  /** Tables of others in `public`: they stay as they are. */
  readonly foreignTables: readonly string[];
  readonly foreignKeys: readonly ForeignKeyIntoOurs[];
  /** They follow the tables by themselves. */
  readonly views: readonly string[];
  /** They do not: their bodies are text. */
  readonly functions: readonly FunctionNamingOurs[];
}

export interface ForeignKeyIntoOurs {
  readonly name: string;
  /** `schema.table` that holds the key. */
  readonly table: string;
  readonly definition: string;
}

export interface FunctionNamingOurs extends NamesInBody {
  readonly oid: number;
  /** As `ALTER FUNCTION` takes it: `public.running_timers(bigint)`. */
  readonly identity: string;
  readonly kind: 'function' | 'procedure';
  /** Triggers that call it, as `trigger on table`. */
  readonly triggers: readonly string[];
  /** Its own search path, where it has one. */
  readonly searchPath: string | null;
}

interface FunctionRow extends Omit<FunctionNamingOurs, 'qualified' | 'bare'> {
  readonly body: string;
}

/** Reads what of others refers to `objects` in `public`. */
export async function readSurroundings(
  db: Knex,
  objects: readonly SchemaObject[],
): Promise<Surroundings> {
  const namesOf = (...kinds: SchemaObject['kind'][]) =>
    objects.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const tables = namesOf('table');
  const functions = namesOf('function', 'procedure');
  const rows = async <Row>(sql: string, values: string[][]) =>
    (await db.raw<{ rows: Row[] }>(sql, values)).rows;
  const foreignTables = await rows<{ name: string }>(foreignTablesQuery, [tables]);
  const views = await rows<{ name: string }>(viewsQuery, [tables, tables]);
  const bodies = await rows<FunctionRow>(functionsQuery, [functions]);
  const names = [...new Set(objects.map(({ name }) => name))];
  return {
    foreignTables: foreignTables.map(({ name }) => name),
    foreignKeys: await rows<ForeignKeyIntoOurs>(foreignKeysQuery, [tables, tables]),
    views: views.map(({ name }) => name),
    functions: bodies.flatMap(({ body, ...row }): FunctionNamingOurs[] => {
      const found = namesInBody(body, names);
      return found.bare.length + found.qualified.length > 0 ? [{ ...row, ...found }] : [];
    }),
  };
}

/** Names in `public`. */
const inPublic = (relation: string): string =>
  `(${relation}.relnamespace = 'public'::regnamespace AND ${relation}.relname = ANY (?))`;

const foreignTablesQuery = `
  SELECT c.relname AS name FROM pg_class AS c
  WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT c.relname = ANY (?)
    AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass
      AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY c.relname COLLATE "C"`;

const foreignKeysQuery = `
  SELECT k.conname AS name, k.conrelid::regclass::text AS table, pg_get_constraintdef(k.oid) AS definition
  FROM pg_constraint AS k
  JOIN pg_class AS child ON child.oid = k.conrelid JOIN pg_class AS parent ON parent.oid = k.confrelid
  WHERE k.contype = 'f' AND ${inPublic('parent')} AND NOT ${inPublic('child')}
  ORDER BY k.conrelid::regclass::text COLLATE "C", k.conname COLLATE "C"`;

const viewsQuery = `
  SELECT DISTINCT v.oid::regclass::text COLLATE "C" AS name
  FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
  JOIN pg_class AS v ON v.oid = r.ev_class
  JOIN pg_class AS c ON c.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass
  WHERE ${inPublic('c')} AND NOT ${inPublic('v')} AND v.relkind IN ('v', 'm') ORDER BY 1`;

const functionIdentity = "format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes))";

// A body that was understood when the function was made (prosqlbody) follows the tables.
const functionsQuery = `
  SELECT p.oid, ${functionIdentity} AS identity,
    CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind, p.prosrc AS body,
    (SELECT coalesce(json_agg(format('%s on %s', t.tgname, t.tgrelid::regclass) ORDER BY t.tgname), '[]')
     FROM pg_trigger AS t WHERE t.tgfoid = p.oid AND NOT t.tgisinternal) AS triggers,
    (SELECT substr(setting, 13) FROM unnest(p.proconfig) AS setting
     WHERE starts_with(setting, 'search_path=')) AS "searchPath"
  FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
  JOIN pg_language AS l ON l.oid = p.prolang
  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    AND NOT (n.nspname = 'public' AND p.proname = ANY (?))
    AND p.prokind IN ('f', 'p') AND p.prosqlbody IS NULL AND l.lanname NOT IN ('c', 'internal')
    AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass
      AND d.objid = p.oid AND d.deptype = 'e')
  ORDER BY 2`;
