import { notOfExtension, ours } from './scope.ts';

/** A policy `p` as the statement that makes it. */
const policyDefinition = `concat_ws(' ', format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname,
    p.polrelid::regclass, CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
    CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
      WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
    (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE role::regrole::text END, ', ' ORDER BY role)
     FROM unnest(p.polroles) AS role)),
  'USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
  'WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')`;

/** What an aggregate is put together from; no statement of it, PostgreSQL writes none. */
const aggregateDefinition = `concat_ws(' ', p.oid::regprocedure, 'SFUNC', g.aggtransfn::oid::regprocedure,
  'STYPE', g.aggtranstype::regtype, 'FINALFUNC', nullif(g.aggfinalfn::oid, 0)::regprocedure,
  'COMBINEFUNC', nullif(g.aggcombinefn::oid, 0)::regprocedure, 'INITCOND', g.agginitval,
  'SORTOP', nullif(g.aggsortop::oid, 0)::regoperator, g.aggkind, p.proparallel)`;

/**
 * Everything that lies in a schema and is no table, view, index, sequence, type, function or collation.
 * The last part knows no kinds: whatever PostgreSQL puts into a schema depends on it in pg_depend.
 */
export const others = `
  SELECT * FROM (
    SELECT 'rule' AS kind, n.nspname AS schema, r.rulename AS name, c.relname AS "table",
      rtrim(pg_get_ruledef(r.oid), ';') AS definition, true AS makable,
      format('DROP RULE %I ON %s', r.rulename, c.oid::regclass) AS "drop"
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours} AND r.rulename <> '_RETURN' AND ${notOfExtension('pg_rewrite', 'r.oid')}
    UNION ALL
    SELECT 'policy', n.nspname, p.polname, c.relname, ${policyDefinition}, true,
      format('DROP POLICY %I ON %s', p.polname, c.oid::regclass)
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours} AND ${notOfExtension('pg_class', 'c.oid')}
    UNION ALL
    SELECT 'statistics object', n.nspname, s.stxname, c.relname, pg_get_statisticsobjdef(s.oid), true,
      format('DROP STATISTICS %I.%I', n.nspname, s.stxname)
    FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid
    JOIN pg_namespace n ON n.oid = s.stxnamespace
    WHERE ${ours} AND ${notOfExtension('pg_statistic_ext', 's.oid')}
    UNION ALL
    SELECT 'aggregate', n.nspname, p.oid::regprocedure::text, NULL, ${aggregateDefinition}, false,
      'DROP AGGREGATE ' || p.oid::regprocedure
    FROM pg_aggregate g JOIN pg_proc p ON p.oid = g.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE ${ours} AND ${notOfExtension('pg_proc', 'p.oid')}
    UNION ALL
    SELECT id.type, n.nspname, coalesce(id.name, id.identity), NULL, id.identity, false,
      format('DROP %s %s', upper(id.type), id.identity)
    FROM pg_depend o JOIN pg_namespace n ON o.refclassid = 'pg_namespace'::regclass AND n.oid = o.refobjid,
      LATERAL pg_identify_object(o.classid, o.objid, 0) AS id
    WHERE ${ours} AND o.deptype = 'n' AND o.classid NOT IN ('pg_class'::regclass, 'pg_proc'::regclass,
        'pg_collation'::regclass, 'pg_statistic_ext'::regclass, 'pg_constraint'::regclass,
        'pg_extension'::regclass, 'pg_default_acl'::regclass)
      AND (o.classid <> 'pg_type'::regclass
        OR EXISTS (SELECT FROM pg_type t WHERE t.oid = o.objid AND t.typtype IN ('b', 'p')
          AND t.typcategory <> 'A'))
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.classid
        AND d.objid = o.objid AND d.deptype = 'e')
  ) AS every
  ORDER BY schema COLLATE "C", kind COLLATE "C", "table" COLLATE "C", name COLLATE "C", definition COLLATE "C"`;

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
        'pg_type'::regclass, 'pg_statistic_ext'::regclass)
      AND d.refclassid IN ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass,
        'pg_collation'::regclass, 'pg_constraint'::regclass)
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
