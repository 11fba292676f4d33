import { sequenceOptions } from './object-queries.ts';
import { byName, ourRelations, ourTables } from './scope.ts';

// Each part is read for all tables at once and put to its table by `of`, the table's oid: one query
// for a table would be a thousand for a large schema.

const sorted = (options: string): string => `
  (SELECT coalesce(jsonb_agg(option ORDER BY option COLLATE "C"), '[]') FROM unnest(${options}) AS option)`;

/** Of a row `c` of pg_class, with those of its TOAST table; the mend asks for them too. */
export const relationOptions = sorted(`c.reloptions || ARRAY(SELECT 'toast.' || option
  FROM pg_class toast, unnest(toast.reloptions) AS option WHERE toast.oid = c.reltoastrelid)`);

/** Of a row `c` of pg_class. An index that is gone has left nothing. */
export const replicaIdentity = `CASE c.relreplident WHEN 'd' THEN 'DEFAULT' WHEN 'f' THEN 'FULL'
  ELSE coalesce((SELECT format('USING INDEX "%s"', replace(ic.relname, '"', '""'))
    FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
    WHERE i.indrelid = c.oid AND i.indisreplident), 'NOTHING') END`;

/** The index on which a row `c` of pg_class is clustered. */
export const clusteredOn = `(SELECT ic.relname FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
  WHERE i.indrelid = c.oid AND i.indisclustered)`;

/** Of a row `a` of pg_attribute; what says that there is none has changed with PostgreSQL 17. */
export const columnStatistics = 'nullif(a.attstattarget, -1)';
export const columnOptions = sorted('a.attoptions');

/** Of an index by its oid. */
export const indexStatistics = (index: string): string => `
  (SELECT coalesce(jsonb_agg(format('ALTER COLUMN %s SET STATISTICS %s', a.attnum, a.attstattarget)
     ORDER BY a.attnum), '[]')
   FROM pg_attribute a WHERE a.attrelid = ${index} AND ${columnStatistics} IS NOT NULL)`;

export const tables = `
  SELECT c.oid, n.nspname AS schema, c.relname AS name,
    CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' ELSE 'foreign table' END AS kind,
    c.relpersistence = 'u' AS unlogged, ${relationOptions} AS options,
    c.relrowsecurity AS "rowSecurity", c.relforcerowsecurity AS "rowSecurityForced",
    ${replicaIdentity} AS "replicaIdentity",
    ${clusteredOn} AS "clusteredOn",
    CASE c.relkind WHEN 'f' THEN (SELECT s.srvname FROM pg_foreign_table f
        JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid)
      ELSE (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam) END AS "accessMethod",
    pg_get_partkeydef(c.oid) AS "partitionKey",
    pg_get_expr(c.relpartbound, c.oid) AS "partitionBound",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('schema', pn.nspname, 'name', p.relname)
        ORDER BY h.inhseqno), '[]')
     FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent
     JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = c.oid) AS inherits
  ${ourTables} ${byName('c.relname')}`;

// A NOT NULL that was not checked against the rows is PostgreSQL's from version 18 on.
export const columns = `
  SELECT a.attrelid AS "of", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    a.attnotnull AS "notNull",
    NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'n'
      AND k.conkey[1] = a.attnum AND NOT k.convalidated) AS "notNullValid",
    CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
    pg_get_expr(d.adbin, d.adrelid) AS "default",
    CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END AS generated,
    CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END AS identity,
    CASE WHEN a.attidentity <> '' THEN (SELECT ${sequenceOptions.replace("'AS %s ", "'%s ").replace('s.seqtypid::regtype', "''")}
      FROM pg_depend q JOIN pg_sequence s ON s.seqrelid = q.objid
      WHERE q.classid = 'pg_class'::regclass AND q.refclassid = 'pg_class'::regclass
        AND q.refobjid = a.attrelid AND q.refobjsubid = a.attnum AND q.deptype = 'i')
    END AS "identityOptions",
    CASE WHEN a.attstorage <> t.typstorage THEN
      CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END
    END AS storage,
    CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
    ${columnStatistics} AS statistics, ${columnOptions} AS options
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (SELECT c.oid ${ourTables})
  ORDER BY a.attrelid, a.attnum`;

const names = (table: string, numbers: string): string => `
  (SELECT coalesce(jsonb_agg(a.attname ORDER BY key.position), '[]')
   FROM unnest(${numbers}) WITH ORDINALITY AS key(number, position)
   JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = key.number)`;

/** An index's definition from \`USING\` on: what it is, whatever it is called. */
const indexBody = (index: string): string =>
  `substring(pg_get_indexdef(${index}) FROM ' (USING .*)$')`;

/** Of a row `k` of pg_constraint; the mend of a constraint asks for it too. */
export const constraintIndexBody = `CASE WHEN k.contype IN ('p', 'u', 'x') THEN ${indexBody('k.conindid')} END`;

/** Of a row `k`: the triggers by which it is kept and that are not enabled, by what they call. */
export const constraintTriggers = `
  (SELECT string_agg(p.proname || ' ' || g.tgenabled::text, ', ' ORDER BY p.proname COLLATE "C", g.tgenabled)
   FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
   WHERE g.tgconstraint = k.oid AND g.tgisinternal AND g.tgenabled <> 'O')`;

const action = (column: string): string => `CASE ${column} WHEN 'a' THEN 'NO ACTION'
  WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END`;

// From PostgreSQL 18 on a NOT NULL is a constraint of its own; it is shown at the column.
export const constraints = `
  SELECT k.conrelid AS "of", k.conname AS name,
    CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check'
      WHEN 'x' THEN 'exclusion' ELSE 'foreign key' END AS kind,
    pg_get_constraintdef(k.oid) AS definition,
    ${names('k.conrelid', 'k.conkey')} AS columns,
    k.convalidated AS validated,
    CASE WHEN f.oid IS NOT NULL THEN jsonb_build_object('schema', fn.nspname, 'name', f.relname) END
      AS "references",
    ${names('k.confrelid', 'k.confkey')} AS "referencedColumns",
    CASE k.contype WHEN 'f' THEN concat_ws(' ', 'ON UPDATE', ${action('k.confupdtype')},
      'ON DELETE', ${action('k.confdeltype')}, nullif(${names('k.conrelid', 'k.confdelsetcols')}::text, '[]'),
      CASE k.confmatchtype WHEN 'f' THEN 'MATCH FULL' WHEN 'p' THEN 'MATCH PARTIAL' END) END AS actions,
    ${constraintIndexBody} AS "indexBody",
    CASE WHEN k.contype = 'x' THEN ${indexStatistics('k.conindid')} ELSE '[]' END AS statistics, ${constraintTriggers} AS triggers,
    k.coninhcount > 0 OR k.conparentid <> 0 AS inherited
  FROM pg_constraint k LEFT JOIN pg_class f ON f.oid = k.confrelid
  LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
  WHERE k.contype IN ('p', 'u', 'c', 'x', 'f') AND k.conrelid IN (SELECT c.oid ${ourTables})
  ORDER BY k.conrelid, position(k.contype::text IN 'pucxf'), k.conname COLLATE "C"`;

export const indexes = `
  SELECT i.indrelid AS "of", ic.relname AS name, pg_get_indexdef(i.indexrelid) AS definition,
    ${indexBody('i.indexrelid')} AS body, i.indisunique AS unique,
    i.indisvalid AND i.indisready AND i.indislive AS valid,
    ${indexStatistics('i.indexrelid')} AS statistics, ic.relispartition AS inherited
  FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
  LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
  WHERE k.oid IS NULL AND i.indrelid IN (SELECT c.oid ${ourRelations})
  ORDER BY i.indrelid, ic.relname COLLATE "C"`;

export const triggers = `
  SELECT g.tgrelid AS "of", g.tgname AS name, pg_get_triggerdef(g.oid) AS definition,
    g.tgenabled AS enabled
  FROM pg_trigger g WHERE NOT g.tgisinternal AND g.tgparentid = 0
    AND g.tgrelid IN (SELECT c.oid ${ourRelations})
  ORDER BY g.tgrelid, g.tgname COLLATE "C"`;
