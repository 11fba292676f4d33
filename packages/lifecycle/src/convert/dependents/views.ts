import type { Knex } from 'knex';
import type { Dependent } from '../rules/dependent.ts';
import { rowsOf } from '../sql.ts';
import { type Changing, ownerAndGrants, sourceQueries } from './source.ts';

interface ViewRow {
  readonly name: string;
  readonly create: string;
  readonly query: string;
  readonly close: string;
  readonly materialized: boolean;
  readonly populated: boolean;
  readonly extras: readonly string[];
}

/** Rewrites a query for the other kind of ids. */
export type RewriteQuery = (query: string) => Promise<string>;

/** Views that stand on what changes, directly or on other views, the nearest first. */
export async function readViews(
  db: Knex,
  changing: Changing,
  rewrite: RewriteQuery,
): Promise<readonly Dependent[]> {
  const rows = await rowsOf<ViewRow>(db, viewsQuery(changing));
  return Promise.all(
    rows.map(async ({ name, create, query, close, materialized, populated, extras }) => ({
      kind: 'view' as const,
      name,
      drop: `DROP ${materialized ? 'MATERIALIZED VIEW' : 'VIEW'} ${name}`,
      before: `${create}${query}${close}`,
      after: `${create}${await rewrite(query)}${close}`,
      extras,
      ...(materialized && populated ? { fill: `REFRESH MATERIALIZED VIEW ${name}` } : {}),
    })),
  );
}

const viewsQuery = (changing: Changing): string => `
  WITH RECURSIVE ${sourceQueries(changing)}, found(oid, level) AS (
    SELECT v.oid, 1 FROM source AS s
    JOIN pg_depend AS d ON d.refclassid = s.classid AND d.refobjid = s.objid
      AND d.refobjsubid = s.sub AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_rewrite AS r ON r.oid = d.objid
    JOIN pg_class AS v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm')
    UNION
    SELECT v.oid, f.level + 1 FROM found AS f
    JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = f.oid
      AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_rewrite AS r ON r.oid = d.objid
    JOIN pg_class AS v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm') AND v.oid <> f.oid
  )
  SELECT v.oid::regclass::text AS name,
    format('CREATE %s %s%s AS ', CASE v.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
      v.oid::regclass, ' WITH (' || array_to_string(v.reloptions, ', ') || ')') AS create,
    rtrim(pg_get_viewdef(v.oid), ';') AS query,
    CASE v.relkind WHEN 'm' THEN ' WITH NO DATA' ELSE '' END AS close,
    v.relkind = 'm' AS materialized, v.relispopulated AS populated,
    ${ownerAndGrants('TABLE', 'v.oid::regclass', 'v.relowner', 'v.relacl')}
    || (SELECT coalesce(jsonb_agg(format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', v.oid::regclass,
        a.attname, pg_get_expr(e.adbin, e.adrelid)) ORDER BY a.attnum), '[]')
      FROM pg_attrdef AS e JOIN pg_attribute AS a ON a.attrelid = e.adrelid AND a.attnum = e.adnum
      WHERE e.adrelid = v.oid)
    || (SELECT coalesce(jsonb_agg(format('GRANT %s (%I) ON TABLE %s TO %s', g.privilege_type, a.attname,
        v.oid::regclass, CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END)), '[]')
      FROM pg_attribute AS a, aclexplode(a.attacl) AS g WHERE a.attrelid = v.oid)
    || (SELECT coalesce(jsonb_agg(format('COMMENT ON %s IS %L',
        CASE c.objsubid WHEN 0 THEN format('%s %s',
          CASE v.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, v.oid::regclass)
        ELSE format('COLUMN %s.%I', v.oid::regclass, a.attname) END, c.description)), '[]')
      FROM pg_description AS c LEFT JOIN pg_attribute AS a ON a.attrelid = c.objoid AND a.attnum = c.objsubid
      WHERE c.classoid = 'pg_class'::regclass AND c.objoid = v.oid)
    || (SELECT coalesce(jsonb_agg(pg_get_indexdef(i.indexrelid)), '[]') FROM pg_index AS i WHERE i.indrelid = v.oid)
    || (SELECT coalesce(jsonb_agg(pg_get_triggerdef(t.oid)), '[]') FROM pg_trigger AS t
      WHERE t.tgrelid = v.oid AND NOT t.tgisinternal)
    || (SELECT coalesce(jsonb_agg(pg_get_ruledef(r.oid)), '[]') FROM pg_rewrite AS r
      WHERE r.ev_class = v.oid AND r.rulename <> '_RETURN') AS extras
  FROM (SELECT oid, max(level) AS level FROM found GROUP BY oid) AS f
  JOIN pg_class AS v ON v.oid = f.oid
  ORDER BY f.level, v.oid::regclass::text`;
