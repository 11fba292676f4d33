/**
 * Everything that a migration can drop, rename or rewrite, outside the system schemas. `id` is built from
 * OIDs, and `parents` are several with spaces between. A column counts as NOT NULL only when its constraint (one of its own since PostgreSQL 18) is valid.
 * `pg_constraint` is read through to_jsonb where a column exists on newer servers only.
 */
export const schemaStateQuery = `
  WITH ours AS (
    SELECT oid, nspname FROM pg_namespace
    WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'lifecycle')
  ), found AS (
    SELECT 'pg_namespace'::regclass AS class, oid, 0 AS sub, NULL::text[] AS parents,
      NULL::text AS schema, NULL::text AS relation, NULL::text AS file, NULL::text AS own_name,
      NULL::boolean AS not_null, NULL::boolean AS validated, NULL::text AS condition
    FROM ours
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, 0,
      ARRAY[
        'pg_class:' || i.indrelid || ':0',
        'pg_constraint:' || k.oid || ':0',
        (SELECT 'pg_class:' || d.refobjid || ':' || d.refobjsubid FROM pg_depend d
         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND c.relkind = 'S'
           AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass LIMIT 1)],
      n.nspname, c.relname,
      CASE WHEN c.relkind <> 'S' THEN c.relfilenode::text END, NULL, NULL, NULL, NULL
    FROM pg_class c JOIN ours n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I', 'c')
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, a.attnum, ARRAY['pg_class:' || c.oid || ':0'],
      NULL, NULL, NULL, a.attname,
      a.attnotnull AND NOT EXISTS (
        SELECT FROM pg_constraint k
        WHERE k.conrelid = c.oid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]
          AND NOT k.convalidated),
      NULL, NULL
    FROM pg_class c JOIN ours n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
    UNION ALL
    SELECT 'pg_constraint'::regclass, k.oid, 0,
      ARRAY['pg_class:' || nullif(k.conrelid, 0) || ':0', 'pg_type:' || nullif(k.contypid, 0) || ':0',
        CASE WHEN k.conparentid <> 0 THEN 'pg_constraint:' || k.conparentid || ':0' END],
      NULL, NULL, NULL, k.conname, NULL,
      k.convalidated OR (to_jsonb(k) ->> 'conenforced') IS NOT DISTINCT FROM 'false',
      CASE WHEN k.contype = 'c' AND k.convalidated AND k.conrelid <> 0
        AND pg_get_expr(k.conbin, k.conrelid) LIKE '%IS NOT NULL%'
        THEN pg_get_expr(k.conbin, k.conrelid) END
    FROM pg_constraint k JOIN ours n ON n.oid = k.connamespace
    WHERE k.contype IN ('c', 'f', 'p', 'u', 'x')
    UNION ALL
    SELECT 'pg_trigger'::regclass, t.oid, 0, ARRAY['pg_class:' || t.tgrelid || ':0'],
      NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN ours n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal
    UNION ALL
    SELECT 'pg_policy'::regclass, p.oid, 0, ARRAY['pg_class:' || p.polrelid || ':0'],
      NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM pg_policy p
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM pg_proc p JOIN ours n ON n.oid = p.pronamespace
    UNION ALL
    SELECT 'pg_collation'::regclass, c.oid, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM pg_collation c JOIN ours n ON n.oid = c.collnamespace
    UNION ALL
    SELECT 'pg_extension'::regclass, e.oid, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM pg_extension e
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM pg_type t JOIN ours n ON n.oid = t.typnamespace
    WHERE t.typrelid = 0 AND t.typtype IN ('b', 'd', 'e', 'r')
      AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
  )
  SELECT class || ':' || oid || ':' || sub AS id, who.type AS kind, who.identity AS name,
    array_to_string(parents, ' ') AS parents, found.schema, relation, file, own_name, not_null,
    validated, condition
  FROM found CROSS JOIN LATERAL pg_identify_object(class, oid, sub) AS who
  UNION ALL
  SELECT 'pg_enum:' || e.oid || ':0', 'enum value',
    format_type(t.oid, NULL) || '.' || quote_literal(e.enumlabel),
    'pg_type:' || t.oid || ':0', NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN ours n ON n.oid = t.typnamespace`;
