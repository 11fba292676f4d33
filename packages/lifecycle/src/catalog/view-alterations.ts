/**
 * Of a view, a row `c` of pg_class: what was said of it by ALTER, as it stands behind that word. Its index
 * marks come last, for the indexes have to be there.
 */
export const viewAlterations = `(SELECT coalesce(jsonb_agg(change ORDER BY sort, change COLLATE "C"), '[]') FROM (
  SELECT 1 AS sort, format('ALTER COLUMN %I SET DEFAULT %s', a.attname, pg_get_expr(d.adbin, d.adrelid)) AS change
  FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE d.adrelid = c.oid
  UNION ALL
  SELECT 1, format('ALTER COLUMN %I SET STATISTICS %s', a.attname, a.attstattarget)
  FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND nullif(a.attstattarget, -1) IS NOT NULL
  UNION ALL
  SELECT 1, format('ALTER COLUMN %I SET (%s)', a.attname, option)
  FROM pg_attribute a, unnest(a.attoptions) AS option
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND option NOT LIKE 'pg\\_attver=%'
  UNION ALL
  SELECT 1, format('ALTER COLUMN %I SET STORAGE %s', a.attname, CASE a.attstorage WHEN 'p' THEN 'PLAIN'
    WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END)
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND c.relkind = 'm' AND a.attstorage <> t.typstorage
  UNION ALL
  SELECT 1, format('ALTER COLUMN %I SET COMPRESSION %s', a.attname,
    CASE a.attcompression WHEN 'p' THEN 'pglz' ELSE 'lz4' END)
  FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attcompression <> ''
  UNION ALL
  SELECT 1, format('SET (toast.%s)', option)
  FROM pg_class toast, unnest(toast.reloptions) AS option WHERE toast.oid = c.reltoastrelid
  UNION ALL
  SELECT 0, format('SET ACCESS METHOD %I', m.amname)
  FROM pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap'
  UNION ALL
  SELECT 2, format('CLUSTER ON %I', ic.relname)
  FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisclustered
  UNION ALL
  SELECT 2, CASE c.relreplident WHEN 'f' THEN 'REPLICA IDENTITY FULL' WHEN 'i' THEN
      (SELECT format('REPLICA IDENTITY USING INDEX %I', ic.relname) FROM pg_index i
       JOIN pg_class ic ON ic.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisreplident)
    ELSE 'REPLICA IDENTITY NOTHING' END
  WHERE c.relkind = 'm' AND c.relreplident <> 'd') AS every(sort, change))`;
