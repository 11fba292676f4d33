import { sequenceOptions } from './object-queries.ts';
import { byName, ourRelations, ourTables, sorted } from './scope.ts';

// Each part is read for all tables at once and put to its table by `of`, the table's oid: one query
// for a table would be a thousand for a large schema.

/** Of a row `c` of pg_class, with those of its TOAST table; the fix asks for them too. */
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
// Some builds of PostgreSQL 15 stamp every column with a number of their own here; nobody can set it.
export const columnOptions = sorted('a.attoptions', "option NOT LIKE 'pg\\_attver=%'");

export const foreignColumnOptions = sorted('a.attfdwoptions');

/** Of an index by its oid. */
export const indexStatistics = (index: string): string => `
  (SELECT coalesce(jsonb_agg(format('ALTER COLUMN %s SET STATISTICS %s', a.attnum, a.attstattarget)
     ORDER BY a.attnum), '[]')
   FROM pg_attribute a WHERE a.attrelid = ${index} AND ${columnStatistics} IS NOT NULL)`;

/** Of a row `c` of pg_class. */
export const accessMethod = '(SELECT m.amname FROM pg_am m WHERE m.oid = c.relam)';
export const tableServer = `(SELECT s.srvname FROM pg_foreign_table f
  JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid)`;
export const foreignTableOptions = sorted(
  '(SELECT f.ftoptions FROM pg_foreign_table f WHERE f.ftrelid = c.oid)',
);

/** Those that name a row `c` of pg_class, with what they publish of it. */
export const publications = `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.pubname, 'what', concat_ws(' ',
      (SELECT format('(%s)', string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum))
       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs) HAVING count(*) > 0),
      'WHERE (' || pg_get_expr(r.prqual, c.oid) || ')')) ORDER BY p.pubname COLLATE "C"), '[]')
   FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid WHERE r.prrelid = c.oid)`;

export const tables = `
  SELECT c.oid, n.nspname AS schema, c.relname AS name,
    CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' ELSE 'foreign table' END AS kind,
    c.relpersistence = 'u' AS unlogged, ${relationOptions} AS options,
    c.relrowsecurity AS "rowSecurity", c.relforcerowsecurity AS "rowSecurityForced",
    ${replicaIdentity} AS "replicaIdentity",
    ${clusteredOn} AS "clusteredOn",
    ${accessMethod} AS "accessMethod", ${tableServer} AS server,
    ${foreignTableOptions} AS "foreignOptions",
    nullif(c.reloftype, 0)::regtype::text AS "ofType", ${publications} AS publications,
    pg_get_partkeydef(c.oid) AS "partitionKey",
    pg_get_expr(c.relpartbound, c.oid) AS "partitionBound",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('schema', pn.nspname, 'name', p.relname)
        ORDER BY h.inhseqno), '[]')
     FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent
     JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = c.oid) AS inherits
  ${ourTables} ${byName('c.relname')}`;

const noNotNull = (condition: string): string => `NOT EXISTS (SELECT FROM pg_constraint k
  WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey[1] = a.attnum AND ${condition})`;

/** Of a row `a` of pg_attribute: that it is NOT NULL, that this was checked, that heirs have it too. */
export const columnNotNull = `concat(a.attnotnull, ${noNotNull('NOT k.convalidated')}, ${noNotNull('k.connoinherit')})`;

// A NOT NULL that was not checked against the rows is PostgreSQL's from version 18 on.
export const columns = `
  SELECT a.attrelid AS "of", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    a.attnotnull AS "notNull", ${noNotNull('NOT k.convalidated')} AS "notNullValid",
    ${noNotNull('k.connoinherit')} AS "notNullForHeirs",
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
    ${columnStatistics} AS statistics, ${columnOptions} AS options,
    ${foreignColumnOptions} AS "foreignOptions", a.attislocal AS local
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

/** Of a row `k` of pg_constraint; the fix of a constraint asks for it too. */
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
    g.tgenabled AS enabled, g.tgparentid <> 0 AS inherited
  FROM pg_trigger g WHERE NOT g.tgisinternal
    AND g.tgrelid IN (SELECT c.oid ${ourRelations})
  ORDER BY g.tgrelid, g.tgname COLLATE "C"`;
