import { byName, notOfExtension, ours, sorted } from './scope.ts';
import { viewAlterations } from './view-alterations.ts';

export const extensions = `
  SELECT e.extname AS name, n.nspname AS schema
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
  WHERE e.extname <> 'plpgsql' ORDER BY e.extname COLLATE "C"`;

export const schemas = `
  SELECT n.nspname AS name FROM pg_namespace n
  WHERE ${ours} AND n.nspname <> 'public' ORDER BY n.nspname COLLATE "C"`;

// The column of the locale has another name on PostgreSQL 15 and 16 than later.
export const collations = `
  SELECT n.nspname AS schema, c.collname AS name,
    CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'c' THEN 'libc' ELSE 'builtin' END AS provider,
    coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', c.collcollate) AS locale,
    c.collisdeterministic AS deterministic
  FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
  WHERE ${ours} AND ${notOfExtension('pg_collation', 'c.oid')} ${byName('c.collname')}`;

const domainConstraints = `FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c'`;

const domainBase = `concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
  (SELECT 'COLLATE ' || t.typcollation::regcollation FROM pg_type b
   WHERE b.oid = t.typbasetype AND b.typcollation <> t.typcollation))`;

/** The statement that makes a type `t` again; the fix of a type asks for it too. */
export const typeDefinition = `CASE t.typtype
  WHEN 'e' THEN format('CREATE TYPE %s AS ENUM (%s)', t.oid::regtype,
    (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
     FROM pg_enum e WHERE e.enumtypid = t.oid))
  WHEN 'c' THEN format('CREATE TYPE %s AS (%s)', t.oid::regtype,
    (SELECT string_agg(concat_ws(' ', format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)),
        CASE WHEN a.attcollation <> at.typcollation THEN 'COLLATE ' || a.attcollation::regcollation END),
      ', ' ORDER BY a.attnum)
     FROM pg_attribute a JOIN pg_type at ON at.oid = a.atttypid
     WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
  WHEN 'r' THEN (SELECT format('CREATE TYPE %s AS RANGE (%s)', t.oid::regtype, concat_ws(', ',
      'SUBTYPE = ' || r.rngsubtype::regtype,
      (SELECT format('SUBTYPE_OPCLASS = %I.%I', sn.nspname, s.opcname) FROM pg_opclass s
       JOIN pg_namespace sn ON sn.oid = s.opcnamespace WHERE s.oid = r.rngsubopc AND NOT s.opcdefault),
      'MULTIRANGE_TYPE_NAME = ' || r.rngmultitypid::regtype,
      CASE WHEN r.rngcollation <> 0 THEN 'COLLATION = ' || r.rngcollation::regcollation END,
      CASE WHEN r.rngcanonical <> 0 THEN 'CANONICAL = ' || r.rngcanonical::regproc END,
      CASE WHEN r.rngsubdiff <> 0 THEN 'SUBTYPE_DIFF = ' || r.rngsubdiff::regproc END))
    FROM pg_range r WHERE r.rngtypid = t.oid)
  ELSE concat_ws(' ',
    format('CREATE DOMAIN %s AS %s', t.oid::regtype, ${domainBase}),
    'DEFAULT ' || t.typdefault,
    CASE WHEN t.typnotnull THEN 'NOT NULL' END,
    (SELECT string_agg(format('CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)), ' '
       ORDER BY c.conname COLLATE "C") ${domainConstraints} AND c.convalidated))
    || coalesce((SELECT string_agg(format(E';\\nALTER DOMAIN %s ADD CONSTRAINT %I %s', t.oid::regtype,
         c.conname, pg_get_constraintdef(c.oid)), '' ORDER BY c.conname COLLATE "C")
       ${domainConstraints} AND NOT c.convalidated), '')
  END`;

export const types = `
  SELECT n.nspname AS schema, t.typname AS name, t.oid AS made,
    CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'c' THEN 'composite' WHEN 'r' THEN 'range' ELSE 'domain' END AS kind,
    (SELECT coalesce(jsonb_agg(e.enumlabel ORDER BY e.enumsortorder), '[]')
     FROM pg_enum e WHERE e.enumtypid = t.oid) AS values,
    CASE t.typtype WHEN 'd' THEN ${domainBase} END AS base,
    t.typdefault AS "default", t.typnotnull AS "notNull",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('name', c.conname,
        'definition', pg_get_constraintdef(c.oid)) ORDER BY c.conname COLLATE "C"), '[]')
     ${domainConstraints}) AS constraints,
    ${typeDefinition} AS definition
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE ${ours} AND ${notOfExtension('pg_type', 't.oid')}
    AND (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c'
      AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
  ${byName('t.typname')}`;

/** What stands behind `CREATE SEQUENCE name` or `AS IDENTITY` for a row of pg_sequence. */
export const sequenceOptions = `format(
  'AS %s START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s %s', s.seqtypid::regtype,
  s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
  CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)`;

/** The statement that makes it, without what is usual; of rows `s` of pg_sequence and `c` of pg_class. */
export const sequenceDefinition = `format('CREATE %sSEQUENCE %s %s',
  CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, c.oid::regclass, replace(${sequenceOptions},
    format(' START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE %s CACHE 1 NO CYCLE',
      CASE s.seqtypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647
        ELSE 9223372036854775807 END), ''))`;

export const sequenceOwner = `(SELECT jsonb_build_object('schema', tn.nspname, 'name', t.relname, 'column', a.attname)
  FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'a')`;

// A sequence that belongs to an identity column is made with its table.
export const sequences = `
  SELECT n.nspname AS schema, c.relname AS name, c.relpersistence = 'u' AS unlogged,
    ${sequenceOptions} AS options, ${sequenceDefinition} AS definition, ${sequenceOwner} AS "ownedBy"
  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ours} AND ${notOfExtension('pg_class', 'c.oid')}
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
      AND d.objid = c.oid AND d.deptype = 'i') ${byName('c.relname')}`;

// The constructors of a range type are made and dropped with it.
export const functions = `
  SELECT n.nspname AS schema, p.oid::regprocedure::text AS name, p.oid AS made,
    CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind,
    pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
    pg_get_functiondef(p.oid) AS definition
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE ${ours} AND p.prokind IN ('f', 'p', 'w') AND ${notOfExtension('pg_proc', 'p.oid')}
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
      AND d.objid = p.oid AND d.deptype = 'i')
  ${byName('p.oid::regprocedure::text')}`;

// The one text that depends on the version: before 16 a view of one table qualifies its columns.
const viewOptions = sorted('c.reloptions');

/** Of a view, a row `c` of pg_class; the fix asks for it too. */
export const viewDefinition = `format(E'CREATE %s %s%s AS\\n%s',
  CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, c.oid::regclass,
  (SELECT ' WITH (' || string_agg(option, ', ' ORDER BY option COLLATE "C") || ')' FROM unnest(c.reloptions) AS option),
  rtrim(pg_get_viewdef(c.oid), ';'))`;

export const views = `
  SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind = 'm' AS materialized,
    ${viewOptions} AS options, ${viewAlterations} AS alterations, ${viewDefinition} AS definition
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ours} AND c.relkind IN ('v', 'm') AND c.relpersistence <> 't'
    AND ${notOfExtension('pg_class', 'c.oid')} ${byName('c.relname')}`;
