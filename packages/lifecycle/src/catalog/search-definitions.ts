import { notOfExtension, ours } from './scope.ts';

/** What belongs to an operator class or loosely to a family, as it stands in the statement of either. */
const members = (refclass: string, refobject: string): string => `
  SELECT format('OPERATOR %s %s%s', a.amopstrategy, a.amopopr::regoperator,
      CASE WHEN a.amoppurpose = 'o' THEN (SELECT format(' FOR ORDER BY %I.%I', fn.nspname, f.opfname)
        FROM pg_opfamily f JOIN pg_namespace fn ON fn.oid = f.opfnamespace WHERE f.oid = a.amopsortfamily)
      ELSE '' END) AS member, 1 AS sort, a.amopstrategy AS number
  FROM pg_amop a JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = a.oid
  WHERE d.refclassid = '${refclass}'::regclass AND d.refobjid = ${refobject}
  UNION ALL
  SELECT format('FUNCTION %s (%s, %s) %s', a.amprocnum, a.amproclefttype::regtype,
      a.amprocrighttype::regtype, a.amproc::oid::regprocedure), 2, a.amprocnum
  FROM pg_amproc a JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = a.oid
  WHERE d.refclassid = '${refclass}'::regclass AND d.refobjid = ${refobject}`;

const memberList = (refclass: string, refobject: string): string =>
  `(SELECT string_agg(member, ', ' ORDER BY sort, number, member) FROM (${members(refclass, refobject)}) AS m)`;

export const operatorFamily = `
  SELECT 'operator family' AS kind, n.nspname AS schema, format('%I.%I USING %I', n.nspname, f.opfname, m.amname) AS name,
    NULL AS "table",
    concat_ws(E';\\n', format('CREATE OPERATOR FAMILY %I.%I USING %I', n.nspname, f.opfname, m.amname),
      format('ALTER OPERATOR FAMILY %I.%I USING %I ADD ', n.nspname, f.opfname, m.amname)
        || ${memberList('pg_opfamily', 'f.oid')}) AS definition,
    true AS makable, format('DROP OPERATOR FAMILY %I.%I USING %I', n.nspname, f.opfname, m.amname) AS "drop"
  FROM pg_opfamily f JOIN pg_am m ON m.oid = f.opfmethod JOIN pg_namespace n ON n.oid = f.opfnamespace
  WHERE ${ours} AND ${notOfExtension('pg_opfamily', 'f.oid')}`;

export const operatorClass = `
  SELECT 'operator class' AS kind, n.nspname AS schema, format('%I.%I USING %I', n.nspname, c.opcname, m.amname) AS name,
    NULL AS "table",
    format('CREATE OPERATOR CLASS %I.%I %sFOR TYPE %s USING %I FAMILY %I.%I AS %s', n.nspname, c.opcname,
      CASE WHEN c.opcdefault THEN 'DEFAULT ' ELSE '' END, c.opcintype::regtype, m.amname,
      fn.nspname, f.opfname,
      concat_ws(', ', 'STORAGE ' || coalesce(nullif(c.opckeytype, 0), c.opcintype)::regtype,
        ${memberList('pg_opclass', 'c.oid')})) AS definition,
    true AS makable, format('DROP OPERATOR CLASS %I.%I USING %I', n.nspname, c.opcname, m.amname) AS "drop"
  FROM pg_opclass c JOIN pg_am m ON m.oid = c.opcmethod JOIN pg_namespace n ON n.oid = c.opcnamespace
  JOIN pg_opfamily f ON f.oid = c.opcfamily JOIN pg_namespace fn ON fn.oid = f.opfnamespace
  WHERE ${ours} AND ${notOfExtension('pg_opclass', 'c.oid')}`;

const named = (kind: string, catalog: string, prefix: string, definition: string): string => `
  SELECT '${kind}' AS kind, n.nspname AS schema, x.${prefix}name AS name, NULL AS "table",
    ${definition} AS definition, true AS makable,
    format('DROP ${kind.toUpperCase()} %I.%I', n.nspname, x.${prefix}name) AS "drop"
  FROM ${catalog} x JOIN pg_namespace n ON n.oid = x.${prefix}namespace
  WHERE ${ours} AND ${notOfExtension(catalog, 'x.oid')}`;

const create = (kind: string, name: string, parts: string): string =>
  `format('CREATE ${kind.toUpperCase()} %I.%I (%s)', n.nspname, ${name}, concat_ws(', ', ${parts}))`;

/** `WORD = function` of a column that holds the oid of one; NULL where it holds none. */
const call = (word: string, column: string): string =>
  `'${word} = ' || nullif(x.${column}::oid, 0)::regproc`;

const parser = 'text search parser';
const template = 'text search template';
const dictionary = 'text search dictionary';
const configuration = 'text search configuration';

const qualifiedName = (catalog: string, prefix: string, oid: string): string => `
  (SELECT format('%I.%I', qn.nspname, q.${prefix}name) FROM ${catalog} q
   JOIN pg_namespace qn ON qn.oid = q.${prefix}namespace WHERE q.oid = ${oid})`;

/** Each by its kind. */
export const textSearch: Readonly<Record<string, string>> = {
  [parser]: named(
    parser,
    'pg_ts_parser',
    'prs',
    create(
      parser,
      'x.prsname',
      [
        call('START', 'prsstart'),
        call('GETTOKEN', 'prstoken'),
        call('END', 'prsend'),
        call('LEXTYPES', 'prslextype'),
        call('HEADLINE', 'prsheadline'),
      ].join(', '),
    ),
  ),
  [template]: named(
    template,
    'pg_ts_template',
    'tmpl',
    create(template, 'x.tmplname', `${call('INIT', 'tmplinit')}, ${call('LEXIZE', 'tmpllexize')}`),
  ),
  [dictionary]: named(
    dictionary,
    'pg_ts_dict',
    'dict',
    create(
      dictionary,
      'x.dictname',
      `'TEMPLATE = ' || ${qualifiedName('pg_ts_template', 'tmpl', 'x.dicttemplate')}, x.dictinitoption`,
    ),
  ),
  [configuration]: named(
    configuration,
    'pg_ts_config',
    'cfg',
    `concat_ws(E';\\n',
      ${create(configuration, 'x.cfgname', `'PARSER = ' || ${qualifiedName('pg_ts_parser', 'prs', 'x.cfgparser')}`)},
      (SELECT string_agg(format('ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s',
          n.nspname, x.cfgname, mapped.alias, mapped.dictionaries), E';\\n' ORDER BY mapped.maptokentype)
       FROM (SELECT m.maptokentype, (SELECT t.alias FROM ts_token_type(x.cfgparser) t
             WHERE t.tokid = m.maptokentype) AS alias,
           string_agg(${qualifiedName('pg_ts_dict', 'dict', 'm.mapdict')}, ', ' ORDER BY m.mapseqno) AS dictionaries
         FROM pg_ts_config_map m WHERE m.mapcfg = x.oid GROUP BY m.maptokentype) AS mapped))`,
  ),
};
