/** Catalogues of what indexes, views and configurations are made of. */
const searched = `'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_opfamily'::regclass,
        'pg_ts_config'::regclass, 'pg_ts_dict'::regclass, 'pg_ts_parser'::regclass, 'pg_ts_template'::regclass`;

/** An object that needs another, as arrays of kind, schema, name and part. */
export const dependencies = `
  WITH relation AS (
    SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind,
      CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'view' WHEN 'S' THEN 'sequence'
        WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' ELSE 'table' END AS kind
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid >= 16384
  ), edge AS (
    SELECT DISTINCT d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
    FROM pg_depend d WHERE d.deptype IN ('n', 'a') AND d.objid >= 16384 AND d.refobjid >= 16384
      AND d.classid IN ('pg_rewrite'::regclass, 'pg_class'::regclass, 'pg_constraint'::regclass,
        'pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_attrdef'::regclass, 'pg_proc'::regclass,
        'pg_type'::regclass, 'pg_statistic_ext'::regclass, 'pg_publication_rel'::regclass,
        'pg_event_trigger'::regclass, ${searched})
      AND d.refclassid IN ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass,
        'pg_collation'::regclass, 'pg_constraint'::regclass, ${searched})
  ), user_object AS (
    SELECT 'pg_rewrite'::regclass AS classid, r.oid AS objid, 0 AS objsubid,
      CASE WHEN c.kind = 'view' AND r.rulename = '_RETURN' THEN jsonb_build_array('view', c.schema, c.name, '')
        ELSE jsonb_build_array('rule', c.schema, c.name, r.rulename) END AS reference
    FROM pg_rewrite r JOIN relation c ON c.oid = r.ev_class
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, 0, jsonb_build_array(c.kind, c.schema, c.name, '')
    FROM relation c
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, a.attnum, CASE c.kind
      WHEN 'view' THEN jsonb_build_array('view', c.schema, c.name, '')
      ELSE jsonb_build_array('column', c.schema, c.name, a.attname) END
    FROM relation c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.kind IN ('table', 'view')
    UNION ALL
    SELECT 'pg_constraint'::regclass, k.oid, 0, jsonb_build_array('constraint', c.schema, c.name, k.conname)
    FROM pg_constraint k JOIN relation c ON c.oid = k.conrelid
    UNION ALL
    SELECT 'pg_constraint'::regclass, k.oid, 0, jsonb_build_array('type', n.nspname, t.typname, '')
    FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid = t.typnamespace
    UNION ALL
    SELECT 'pg_trigger'::regclass, g.oid, 0, jsonb_build_array('trigger', c.schema, c.name, g.tgname)
    FROM pg_trigger g JOIN relation c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal
    UNION ALL
    SELECT 'pg_policy'::regclass, p.oid, 0, jsonb_build_array('policy', c.schema, c.name, p.polname)
    FROM pg_policy p JOIN relation c ON c.oid = p.polrelid
    UNION ALL
    SELECT 'pg_attrdef'::regclass, d.oid, 0, jsonb_build_array('default', c.schema, c.name, a.attname)
    FROM pg_attrdef d JOIN relation c ON c.oid = d.adrelid
    JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    UNION ALL
    SELECT 'pg_statistic_ext'::regclass, s.oid, 0,
      jsonb_build_array('statistics object', n.nspname, c.name, s.stxname)
    FROM pg_statistic_ext s JOIN relation c ON c.oid = s.stxrelid JOIN pg_namespace n ON n.oid = s.stxnamespace
    UNION ALL
    SELECT 'pg_collation'::regclass, c.oid, 0, jsonb_build_array('collation', n.nspname, c.collname, '')
    FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace WHERE c.oid >= 16384
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, 0, jsonb_build_array('function', n.nspname, p.oid::regprocedure::text, '')
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid >= 16384
    UNION ALL
    SELECT 'pg_publication_rel'::regclass, r.oid, 0, jsonb_build_array('publication', c.schema, c.name, p.pubname)
    FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid JOIN relation c ON c.oid = r.prrelid
    UNION ALL
    SELECT 'pg_event_trigger'::regclass, e.oid, 0, jsonb_build_array('event trigger', n.nspname, e.evtname, '')
    FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid JOIN pg_namespace n ON n.oid = p.pronamespace
    UNION ALL
    SELECT o.classid, o.objid, 0, jsonb_build_array(id.type, n.nspname,
      CASE WHEN o.classid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass) THEN id.identity
        ELSE coalesce(id.name, id.identity) END, '')
    FROM pg_depend o JOIN pg_namespace n ON o.refclassid = 'pg_namespace'::regclass AND n.oid = o.refobjid,
      LATERAL pg_identify_object(o.classid, o.objid, 0) AS id
    WHERE o.classid IN (${searched}) AND o.objid >= 16384
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, 0, CASE
      WHEN r.oid IS NOT NULL AND r.relkind <> 'c' THEN jsonb_build_array(r.kind, r.schema, r.name, '')
      ELSE jsonb_build_array('type', n.nspname, e.typname, '') END
    FROM pg_type t JOIN pg_type e ON e.oid = CASE WHEN t.typcategory = 'A' AND t.typelem <> 0
      THEN t.typelem ELSE t.oid END
    JOIN pg_namespace n ON n.oid = e.typnamespace LEFT JOIN relation r ON r.oid = e.typrelid
    WHERE t.oid >= 16384
  )
  SELECT DISTINCT a.reference AS "from", b.reference AS needs
  FROM edge
  JOIN user_object a ON a.classid = edge.classid AND a.objid = edge.objid AND a.objsubid = edge.objsubid
  JOIN user_object b ON b.classid = edge.refclassid AND b.objid = edge.refobjid
    AND b.objsubid = edge.refobjsubid
  WHERE a.reference <> b.reference`;
