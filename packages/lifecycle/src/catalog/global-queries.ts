import { notOfExtension, sorted } from './scope.ts';

// What lies in no schema, and so is ours by what it is about.

const all = `(SELECT jsonb_agg(every.nspname) FROM pg_namespace every)`;

/** Which publication it is, without the tables that it names: those are told with the tables. */
const publications = `
  SELECT 'publication' AS kind, p.pubname AS name,
    format('CREATE PUBLICATION %I%s WITH (%s)', p.pubname,
      CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE
        (SELECT ' FOR TABLES IN SCHEMA ' || string_agg(quote_ident(s.nspname), ', ' ORDER BY s.nspname COLLATE "C")
         FROM pg_publication_namespace i JOIN pg_namespace s ON s.oid = i.pnnspid WHERE i.pnpubid = p.oid) END,
      concat_ws(', ', format('publish = %L', concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
          CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
          CASE WHEN p.pubtruncate THEN 'truncate' END)),
        'publish_via_partition_root = ' || p.pubviaroot,
        CASE to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN 'publish_generated_columns = stored' END)) AS definition,
    'DROP PUBLICATION ' || quote_ident(p.pubname) AS "drop",
    CASE WHEN p.puballtables THEN ${all} ELSE
      (SELECT coalesce(jsonb_agg(DISTINCT about.nspname), '[]') FROM (
        SELECT s.nspname FROM pg_publication_namespace i JOIN pg_namespace s ON s.oid = i.pnnspid
        WHERE i.pnpubid = p.oid
        UNION ALL
        SELECT s.nspname FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid
        JOIN pg_namespace s ON s.oid = c.relnamespace WHERE r.prpubid = p.oid) AS about) END AS concerns
  FROM pg_publication p WHERE ${notOfExtension('pg_publication', 'p.oid')}`;

const eventTriggers = `
  SELECT 'event trigger', e.evtname,
    concat_ws(E';\\n', format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s()', e.evtname, e.evtevent,
        (SELECT format(' WHEN TAG IN (%s)', string_agg(quote_literal(tag), ', ' ORDER BY tag))
         FROM unnest(e.evttags) AS tag HAVING count(*) > 0), e.evtfoid::regproc),
      CASE WHEN e.evtenabled <> 'O' THEN format('ALTER EVENT TRIGGER %I %s', e.evtname,
        CASE e.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END) END),
    'DROP EVENT TRIGGER ' || quote_ident(e.evtname), jsonb_build_array(n.nspname)
  FROM pg_event_trigger e JOIN pg_proc f ON f.oid = e.evtfoid JOIN pg_namespace n ON n.oid = f.pronamespace
  WHERE ${notOfExtension('pg_event_trigger', 'e.oid')}`;

const castName = `format('(%s AS %s)', k.castsource::regtype, k.casttarget::regtype)`;
const casts = `
  SELECT 'cast', ${castName},
    format('CREATE CAST %s %s%s', ${castName},
      CASE k.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || k.castfunc::oid::regprocedure
        WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
      CASE k.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END),
    'DROP CAST ' || ${castName},
    (SELECT jsonb_agg(DISTINCT n.nspname) FROM pg_namespace n WHERE n.nspname <> 'pg_catalog' AND n.oid IN (
      (SELECT t.typnamespace FROM pg_type t WHERE t.oid = k.castsource),
      (SELECT t.typnamespace FROM pg_type t WHERE t.oid = k.casttarget),
      (SELECT f.pronamespace FROM pg_proc f WHERE f.oid = k.castfunc)))
  FROM pg_cast k WHERE k.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d
      WHERE d.classid = 'pg_cast'::regclass AND d.objid = k.oid AND d.deptype = 'i')
    AND ${notOfExtension('pg_cast', 'k.oid')}`;

const transformName = `format('FOR %s LANGUAGE %I', x.trftype::regtype, l.lanname)`;
const transforms = `
  SELECT 'transform', ${transformName},
    format('CREATE TRANSFORM %s (%s)', ${transformName}, concat_ws(', ',
      'FROM SQL WITH FUNCTION ' || nullif(x.trffromsql::oid, 0)::regprocedure,
      'TO SQL WITH FUNCTION ' || nullif(x.trftosql::oid, 0)::regprocedure)),
    'DROP TRANSFORM ' || ${transformName}, jsonb_build_array(n.nspname)
  FROM pg_transform x JOIN pg_language l ON l.oid = x.trflang JOIN pg_type t ON t.oid = x.trftype
  JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${notOfExtension('pg_transform', 'x.oid')}`;

/** What others are made of. Who put it there is asked only of what a migration expects. */
const languages = `
  SELECT 'language', l.lanname,
    concat_ws(' ', 'CREATE', CASE WHEN l.lanpltrusted THEN 'TRUSTED' END, 'LANGUAGE', quote_ident(l.lanname),
      'HANDLER ' || nullif(l.lanplcallfoid, 0)::regproc, 'INLINE ' || nullif(l.laninline, 0)::regproc,
      'VALIDATOR ' || nullif(l.lanvalidator, 0)::regproc),
    'DROP LANGUAGE ' || quote_ident(l.lanname), '[]'::jsonb
  FROM pg_language l WHERE l.oid >= 16384 AND ${notOfExtension('pg_language', 'l.oid')}`;

const accessMethods = `
  SELECT 'access method', m.amname,
    format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', m.amname,
      CASE m.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, m.amhandler),
    'DROP ACCESS METHOD ' || quote_ident(m.amname), '[]'::jsonb
  FROM pg_am m WHERE m.oid >= 16384 AND ${notOfExtension('pg_am', 'm.oid')}`;

const wrappers = `
  SELECT 'foreign-data wrapper', w.fdwname,
    concat_ws(' ', 'CREATE FOREIGN DATA WRAPPER', quote_ident(w.fdwname),
      'HANDLER ' || nullif(w.fdwhandler, 0)::regproc, 'VALIDATOR ' || nullif(w.fdwvalidator, 0)::regproc,
      (SELECT format('OPTIONS (%s)', string_agg(format('%I %L', o.option_name, o.option_value), ', '
         ORDER BY o.option_name COLLATE "C")) FROM pg_options_to_table(w.fdwoptions) AS o HAVING count(*) > 0)),
    'DROP FOREIGN DATA WRAPPER ' || quote_ident(w.fdwname), '[]'::jsonb
  FROM pg_foreign_data_wrapper w WHERE ${notOfExtension('pg_foreign_data_wrapper', 'w.oid')}`;

const kinds = [publications, eventTriggers, casts, transforms, languages, accessMethods, wrappers];

/** The fix asks it too. */
export const everyGlobal = kinds.join(' UNION ALL ');

export const globals = `
  SELECT kind, '' AS schema, name, NULL AS "table", definition, true AS makable, "drop", concerns
  FROM (${everyGlobal}) AS every ORDER BY kind COLLATE "C", name COLLATE "C"`;

/** Of a row `s` of pg_foreign_server. */
export const serverOptions = sorted('s.srvoptions');

export const servers = `
  SELECT s.srvname AS name, w.fdwname AS wrapper, s.srvtype AS type, s.srvversion AS version,
    ${serverOptions} AS options
  FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
  WHERE ${notOfExtension('pg_foreign_server', 's.oid')} ORDER BY s.srvname COLLATE "C"`;
