import type { Knex } from 'knex';
import { sourceQueries } from '../dependents/source.ts';
import type { IdColumn, TableName } from '../rules/id-column.ts';
import { rowsOf } from '../sql.ts';

/** An index over columns that are replaced, and what it is to its table. */
export interface IndexRow {
  readonly table: TableName;
  readonly schema: string;
  readonly name: string;
  readonly definition: string;
  /** `PRIMARY KEY` or `UNIQUE`, with what is said about deferring; null for a plain index. */
  readonly constraint: {
    readonly name: string;
    readonly kind: string;
    readonly timing: string;
  } | null;
  readonly isReplicaIdentity: boolean;
  readonly isClustered: boolean;
  readonly comments: readonly string[];
}

/** Every index that a swap must have ready for the new columns. */
export function readReplacedIndexes(
  db: Knex,
  columns: readonly IdColumn[],
): Promise<readonly IndexRow[]> {
  return rowsOf<IndexRow>(
    db,
    `WITH RECURSIVE ${sourceQueries({ columns, functions: [] })}
    SELECT DISTINCT jsonb_build_object('schema', n.nspname, 'name', c.relname) AS "table",
      xn.nspname AS schema, x.relname AS name, pg_get_indexdef(i.indexrelid) AS definition,
      CASE WHEN k.oid IS NOT NULL THEN jsonb_build_object('name', k.conname,
        'kind', CASE k.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' ELSE 'EXCLUDE' END,
        'timing', CASE WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END
          || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END) END AS constraint,
      i.indisreplident AS "isReplicaIdentity", i.indisclustered AS "isClustered",
      (SELECT coalesce(jsonb_agg(CASE d.classoid WHEN 'pg_class'::regclass
          THEN format('COMMENT ON INDEX %s IS %L', i.indexrelid::regclass, d.description)
          ELSE format('COMMENT ON CONSTRAINT %I ON %s IS %L', k.conname, c.oid::regclass, d.description) END), '[]')
        FROM pg_description AS d WHERE d.objsubid = 0 AND ((d.classoid = 'pg_class'::regclass AND d.objoid = x.oid)
          OR (d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid))) AS comments
    FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_namespace AS xn ON xn.oid = x.relnamespace
    LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = c.oid AND k.contype IN ('p', 'u', 'x')
    WHERE c.relkind IN ('r', 'p') AND i.indisvalid AND (
      EXISTS (SELECT FROM converted AS s WHERE s.relation = i.indrelid AND s.number = ANY (i.indkey::int2[]))
      OR EXISTS (SELECT FROM pg_depend AS d JOIN source AS s ON s.classid = d.refclassid
          AND s.objid = d.refobjid AND s.sub = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid))
    ORDER BY 2, 3`,
  );
}

/** What a column has beside its type, as statements that give it to another of the same name. */
export interface ColumnState {
  readonly table: TableName;
  readonly column: string;
  readonly notNull: boolean;
  readonly statements: readonly string[];
}

export function readColumnStates(
  db: Knex,
  columns: readonly IdColumn[],
): Promise<readonly ColumnState[]> {
  return rowsOf<ColumnState>(
    db,
    `WITH RECURSIVE ${sourceQueries({ columns, functions: [] })}
    SELECT jsonb_build_object('schema', n.nspname, 'name', c.relname) AS "table", a.attname AS "column",
      a.attnotnull AS "notNull",
      (SELECT coalesce(jsonb_agg(format('COMMENT ON COLUMN %s.%I IS %L', c.oid::regclass, a.attname, d.description)), '[]')
        FROM pg_description AS d WHERE d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum)
      || (SELECT coalesce(jsonb_agg(format('GRANT %s (%I) ON %s TO %s%s', g.privilege_type, a.attname, c.oid::regclass,
          CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
          CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)), '[]') FROM aclexplode(a.attacl) AS g)
      || CASE WHEN coalesce(a.attstattarget, -1) >= 0 THEN jsonb_build_array(format(
          'ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', c.oid::regclass, a.attname, a.attstattarget))
        ELSE '[]' END AS statements
    FROM converted AS s JOIN pg_attribute AS a ON a.attrelid = s.relation AND a.attnum = s.number
    JOIN pg_class AS c ON c.oid = s.relation JOIN pg_namespace AS n ON n.oid = c.relnamespace
    ORDER BY n.nspname, c.relname, a.attnum`,
  );
}

/** Tables that can only be converted in place, each with the reason. */
export async function unfitForOnline(
  db: Knex,
  columns: readonly IdColumn[],
): Promise<readonly string[]> {
  const rows = await rowsOf<{ reason: string }>(
    db,
    `WITH RECURSIVE ${sourceQueries({ columns, functions: [] })}
    SELECT DISTINCT reason FROM (
      SELECT format('%s is partitioned or inherited', c.oid::regclass) AS reason
      FROM converted AS s JOIN pg_class AS c ON c.oid = s.relation
      WHERE c.relkind = 'p' OR EXISTS (SELECT FROM pg_inherits AS i WHERE c.oid IN (i.inhparent, i.inhrelid))
      UNION ALL
      SELECT format('%s has the exclusion constraint %I', k.conrelid::regclass, k.conname)
      FROM pg_constraint AS k JOIN converted AS s ON s.relation = k.conrelid AND s.number = ANY (k.conkey)
      WHERE k.contype = 'x'
      UNION ALL
      SELECT format('%s has triggers on update, and this role may not silence them for the backfill'
        || ' (GRANT SET ON PARAMETER session_replication_role)', t.tgrelid::regclass)
      FROM converted AS s JOIN pg_trigger AS t ON t.tgrelid = s.relation AND NOT t.tgisinternal
        AND t.tgenabled <> 'D' AND t.tgtype & 16 <> 0 AND t.tgname <> 'zzzz_lifecycle_sync'
        AND t.tgattr = ''::int2vector
      WHERE NOT has_parameter_privilege('session_replication_role', 'SET')
    ) AS reasons ORDER BY 1`,
  );
  return rows.map(({ reason }) => reason);
}
