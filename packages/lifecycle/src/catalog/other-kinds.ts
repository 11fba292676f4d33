import { aggregateDefinition, operatorDefinition } from './program-definitions.ts';
import { notOfExtension, ours } from './scope.ts';
import { operatorClass, operatorFamily, textSearch } from './search-definitions.ts';

/**
 * One kind of object in a schema that is not a table, view, index, sequence, type, function or collation: a
 * query of kind, schema, name, table, definition, makable and drop. The fix asks it too.
 */
export const otherKinds: Readonly<Record<string, string>> = {
  rule: `
    SELECT 'rule' AS kind, n.nspname AS schema, r.rulename AS name, c.relname AS "table",
      concat_ws(E';\\n', rtrim(pg_get_ruledef(r.oid), ';'),
        CASE WHEN r.ev_enabled <> 'O' THEN format('ALTER TABLE %s %s RULE %I', c.oid::regclass,
          CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
            ELSE 'ENABLE ALWAYS' END, r.rulename) END) AS definition,
      true AS makable, format('DROP RULE %I ON %s', r.rulename, c.oid::regclass) AS "drop"
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours} AND r.rulename <> '_RETURN' AND ${notOfExtension('pg_rewrite', 'r.oid')}`,
  policy: `
    SELECT 'policy' AS kind, n.nspname AS schema, p.polname AS name, c.relname AS "table",
      concat_ws(' ', format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname,
          p.polrelid::regclass, CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
          CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
            WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
          (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE role::regrole::text END, ', ' ORDER BY role)
           FROM unnest(p.polroles) AS role)),
        'USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
        'WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') AS definition,
      true AS makable, format('DROP POLICY %I ON %s', p.polname, c.oid::regclass) AS "drop"
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours} AND ${notOfExtension('pg_class', 'c.oid')}`,
  'statistics object': `
    SELECT 'statistics object' AS kind, n.nspname AS schema, s.stxname AS name, c.relname AS "table",
      concat_ws(E';\\n', pg_get_statisticsobjdef(s.oid),
        CASE WHEN nullif(s.stxstattarget, -1) IS NOT NULL THEN
          format('ALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname, s.stxstattarget) END)
        AS definition,
      true AS makable, format('DROP STATISTICS %I.%I', n.nspname, s.stxname) AS "drop"
    FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid
    JOIN pg_namespace n ON n.oid = s.stxnamespace
    WHERE ${ours} AND ${notOfExtension('pg_statistic_ext', 's.oid')}`,
  aggregate: `
    SELECT 'aggregate' AS kind, n.nspname AS schema, p.oid::regprocedure::text AS name, NULL AS "table",
      ${aggregateDefinition} AS definition, true AS makable,
      format('DROP AGGREGATE %I.%I(%s)', n.nspname, p.proname, ${"coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')"}) AS "drop"
    FROM pg_aggregate g JOIN pg_proc p ON p.oid = g.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE ${ours} AND ${notOfExtension('pg_proc', 'p.oid')}`,
  operator: `
    SELECT 'operator' AS kind, n.nspname AS schema, o.oid::regoperator::text AS name, NULL AS "table",
      ${operatorDefinition} AS definition, o.oprcode <> 0 AS makable,
      'DROP OPERATOR ' || o.oid::regoperator AS "drop"
    FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
    WHERE ${ours} AND ${notOfExtension('pg_operator', 'o.oid')}`,
  'operator family': operatorFamily,
  'operator class': operatorClass,
  ...textSearch,
  conversion: `
    SELECT 'conversion' AS kind, n.nspname AS schema, v.conname AS name, NULL AS "table",
      format('CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s', CASE WHEN v.condefault THEN 'DEFAULT ' ELSE '' END,
        n.nspname, v.conname, pg_encoding_to_char(v.conforencoding), pg_encoding_to_char(v.contoencoding),
        v.conproc) AS definition,
      true AS makable, format('DROP CONVERSION %I.%I', n.nspname, v.conname) AS "drop"
    FROM pg_conversion v JOIN pg_namespace n ON n.oid = v.connamespace
    WHERE ${ours} AND ${notOfExtension('pg_conversion', 'v.oid')}`,
  // A base type is made of functions that need it in turn, and of C; nobody but its author makes it.
  type: `
    SELECT 'type' AS kind, n.nspname AS schema, t.typname AS name, NULL AS "table",
      concat_ws(' ', t.oid::regtype, t.typtype, t.typlen, t.typbyval, t.typalign, t.typstorage, t.typcategory,
        t.typispreferred, t.typisdefined, t.typdelim, t.typelem::regtype, t.typdefault, t.typinput, t.typoutput,
        t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze, t.typsubscript) AS definition,
      false AS makable, 'DROP TYPE ' || t.oid::regtype AS "drop"
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE ${ours} AND (t.typtype = 'b' AND t.typcategory <> 'A' OR t.typtype = 'p')
      AND ${notOfExtension('pg_type', 't.oid')}`,
};

/** What PostgreSQL puts into a schema and nobody thought of: whatever it is depends on it in pg_depend. */
export const unknownKinds = `
  SELECT id.type AS kind, n.nspname AS schema, coalesce(id.name, id.identity) AS name, NULL AS "table",
    id.identity AS definition, false AS makable, format('DROP %s %s', upper(id.type), id.identity) AS "drop"
  FROM pg_depend o JOIN pg_namespace n ON o.refclassid = 'pg_namespace'::regclass AND n.oid = o.refobjid,
    LATERAL pg_identify_object(o.classid, o.objid, 0) AS id
  WHERE ${ours} AND o.deptype = 'n' AND o.classid NOT IN ('pg_class'::regclass, 'pg_proc'::regclass,
      'pg_type'::regclass, 'pg_collation'::regclass, 'pg_statistic_ext'::regclass, 'pg_constraint'::regclass,
      'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_opfamily'::regclass, 'pg_conversion'::regclass,
      'pg_ts_config'::regclass, 'pg_ts_dict'::regclass, 'pg_ts_parser'::regclass, 'pg_ts_template'::regclass,
      'pg_extension'::regclass, 'pg_publication_namespace'::regclass, 'pg_default_acl'::regclass)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.classid
      AND d.objid = o.objid AND d.deptype = 'e')`;
