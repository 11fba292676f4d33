import { quoteLiteral } from '../../catalog/quote.ts';
import type { IdColumn, TableName } from '../rules/id-column.ts';

/** What changes: columns, and functions whose parameters do (by oid). */
export interface Changing {
  readonly columns: readonly IdColumn[];
  readonly functions: readonly string[];
}

/**
 * Two queries for a WITH clause: `converted(relation, number)` are the columns, with those of partitions
 * and children, and `source(classid, objid, sub)` is what dependents can depend on.
 */
export function sourceQueries({ columns, functions }: Changing): string {
  const listed = columns.map(({ table, column }) => ({ ...table, column }));
  return `
  relations(oid, root) AS (
    SELECT c.oid, c.oid FROM pg_class AS c WHERE c.relkind IN ('r', 'p')
    UNION SELECT i.inhrelid, r.root FROM relations AS r JOIN pg_inherits AS i ON i.inhparent = r.oid
  ), converted(relation, number, name) AS (
    SELECT r.oid, a.attnum, a.attname
    FROM jsonb_to_recordset(${quoteLiteral(JSON.stringify(listed))})
      AS l(schema text, name text, "column" text)
    JOIN pg_namespace AS n ON n.nspname = l.schema
    JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = l.name
    JOIN relations AS r ON r.root = c.oid
    JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attname = l."column"
  ), source(classid, objid, sub) AS (
    SELECT 'pg_class'::regclass, relation, number::integer FROM converted
    UNION ALL SELECT 'pg_proc'::regclass, f::oid, 0
    FROM unnest('{${functions.join(',')}}'::oid[]) AS f
  )`;
}

/** A condition on `pg_depend AS d`: of the class, on something that changes. */
export const dependsOnSource = (classid: string): string =>
  `d.classid = '${classid}'::regclass
    AND EXISTS (SELECT FROM source AS s WHERE s.classid = d.refclassid AND s.objid = d.refobjid
      AND (s.sub = d.refobjsubid))`;

/**
 * An expression that gives statements as jsonb: owner and grants as they are.
 *
 * @param kind as in GRANT and ALTER: `TABLE`, `FUNCTION`
 */
export const ownerAndGrants = (kind: string, name: string, owner: string, acl: string): string => `(
  SELECT coalesce(jsonb_agg(statement ORDER BY place), '[]') FROM (
    SELECT 1 AS place, format('ALTER ${kind} %s OWNER TO %I', ${name}, pg_get_userbyid(${owner})) AS statement
    WHERE pg_get_userbyid(${owner}) <> current_user
    UNION ALL
    SELECT 2, format('REVOKE ALL ON ${kind} %s FROM PUBLIC, %I', ${name}, pg_get_userbyid(${owner}))
    WHERE ${acl} IS NOT NULL
    UNION ALL
    SELECT 2 + g.number, format('GRANT %s ON ${kind} %s TO %s%s', g.privilege_type, ${name},
      CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
      CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM aclexplode(${acl}) WITH ORDINALITY AS g(grantor, grantee, privilege_type, is_grantable, number)
  ) AS statements)`;

/** An expression that gives one COMMENT statement as a jsonb list, or an empty one. */
export const commentOf = (target: string, oid: string, catalog: string): string => `(
  SELECT coalesce(jsonb_agg(format('COMMENT ON %s IS %L', ${target}, description)), '[]')
  FROM pg_description WHERE objoid = ${oid} AND classoid = '${catalog}'::regclass AND objsubid = 0)`;

/** What stands on a changing column, as its query gives it. */
export interface DependentRow {
  readonly table: TableName;
  readonly name: string;
  readonly drop: string;
  readonly before: string;
  readonly extras: readonly string[];
}

/** An expression that gives a table's two names. */
export const tableOf = (oid: string): string => `(
  SELECT jsonb_build_object('schema', tn.nspname, 'name', tc.relname)
  FROM pg_class AS tc JOIN pg_namespace AS tn ON tn.oid = tc.relnamespace WHERE tc.oid = ${oid})`;
