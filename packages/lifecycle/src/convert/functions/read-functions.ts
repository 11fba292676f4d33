import type { Knex } from 'knex';
import { commentOf, ownerAndGrants } from '../dependents/source.ts';
import type { TableName } from '../rules/id-column.ts';
import { rowsOf } from '../sql.ts';
import { notOfExtension, userSchema } from '../structure.ts';

export interface FunctionRow {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  /** With its input types: `public.close_task(integer)`. */
  readonly signature: string;
  readonly language: string;
  readonly isProcedure: boolean;
  readonly isTrigger: boolean;
  readonly returnsSet: boolean;
  readonly returnType: string;
  readonly parameters: readonly {
    readonly name: string;
    /** As in pg_proc.proargmodes: i, o, b, v, t. */
    readonly mode: string;
    readonly type: string;
  }[];
  readonly body: string;
  /** Its body is part of the catalog (BEGIN ATOMIC, RETURN), so columns depend on it. */
  readonly isParsed: boolean;
  readonly definition: string;
  readonly extras: readonly string[];
  /** Tables whose triggers call it. */
  readonly triggerTables: readonly TableName[];
}

/** Every function and procedure of the database's own schemas; aggregates and C functions are not. */
export function readFunctions(db: Knex): Promise<readonly FunctionRow[]> {
  return rowsOf<FunctionRow>(
    db,
    `SELECT p.oid::text AS oid, n.nspname AS schema, p.proname AS name,
      p.oid::regprocedure::text AS signature, l.lanname AS language, p.prokind = 'p' AS "isProcedure",
      p.prorettype IN ('trigger'::regtype, 'event_trigger'::regtype) AS "isTrigger",
      p.proretset AS "returnsSet", format_type(p.prorettype, NULL) AS "returnType",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('name', coalesce(p.proargnames[place], ''),
          'mode', coalesce(p.proargmodes[place]::text, 'i'), 'type', format_type(type, NULL)) ORDER BY place), '[]')
        FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY AS a(type, place)) AS parameters,
      p.prosrc AS body, p.prosqlbody IS NOT NULL AS "isParsed", pg_get_functiondef(p.oid) AS definition,
      ${ownerAndGrants("' || CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END || '", 'p.oid::regprocedure', 'p.proowner', 'p.proacl')}
      || ${commentOf("format('%s %s', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure)", 'p.oid', 'pg_proc')} AS extras,
      (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('schema', tn.nspname, 'name', c.relname)), '[]')
        FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
        JOIN pg_namespace AS tn ON tn.oid = c.relnamespace WHERE t.tgfoid = p.oid) AS "triggerTables"
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    JOIN pg_language AS l ON l.oid = p.prolang
    WHERE ${userSchema('n')} AND p.prokind IN ('f', 'p') AND l.lanname NOT IN ('c', 'internal')
      AND ${notOfExtension('pg_proc', 'p.oid')}
    ORDER BY p.oid::regprocedure::text COLLATE "C"`,
  );
}
