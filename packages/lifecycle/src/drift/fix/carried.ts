import type { Named } from '../../catalog/catalog-types.ts';
import { quoteLiteral, quoteQualified } from '../../catalog/quote.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import { step } from './transition.ts';

// What the comparison leaves to the operator is no reason to lose it: owners, privileges, comments and
// tablespaces of what is made again are noted before anything is changed, as the statements that say
// them, and said again when everything stands.

const text = (value: string): string => quoteLiteral(value).trim();

/**
 * @param name distinguishes the note from others
 * @param statements a query of one column: statements
 */
function carry(name: string, statements: string): readonly Step[] {
  const note = text(`atelier.carried_${hashOf(name)}`);
  return [
    step(
      'guard',
      `SELECT set_config(${note}, (SELECT coalesce(jsonb_agg(sql ORDER BY turn, sql), '[]') FROM (${statements}) AS carried (turn, sql))::text, true)`,
      -1,
    ),
    step(
      'carried',
      `DO $carried$ DECLARE said text;
BEGIN
  FOR said IN SELECT jsonb_array_elements_text(nullif(current_setting(${note}, true), '')::jsonb) LOOP
    BEGIN
      EXECUTE said;
    EXCEPTION WHEN undefined_object OR undefined_table OR undefined_column OR undefined_function THEN
      NULL; -- A fix has taken it away.
    END;
  END LOOP;
END $carried$`,
    ),
  ];
}

/** FNV-1a, in hexadecimal digits: a name that a setting may have. */
function hashOf(name: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(name)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

const grantee = `CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END`;
const option = `CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END`;

/** A table or view that is made again under its name, with all its parts. */
export function carryRelation(relation: Named): readonly Step[] {
  const name = quoteQualified(relation);
  return carry(
    `relation ${name}`,
    `WITH r AS (SELECT c.*, ${text(name)}::text AS named FROM pg_class AS c WHERE c.oid = to_regclass(${text(name)}))
    SELECT 1, format('ALTER TABLE %s OWNER TO %I', named, pg_get_userbyid(relowner)) FROM r
    UNION ALL SELECT 2, format('ALTER %s %s SET TABLESPACE %I', CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, named, spcname)
      FROM r JOIN pg_tablespace AS t ON t.oid = r.reltablespace
    ${privileges('TABLE', 'r', 'relacl', 'pg_class', 'oid = to_regclass(%L)')}
    UNION ALL SELECT 4, format('GRANT %s (%s) ON TABLE %s TO %s%s', a.privilege_type, quote_ident(attname), named, ${grantee}, ${option})
      FROM r JOIN pg_attribute AS t ON t.attrelid = r.oid AND NOT t.attisdropped, aclexplode(t.attacl) AS a
    UNION ALL SELECT 5, CASE objsubid
        WHEN 0 THEN format('COMMENT ON %s %s IS %L', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, named, description)
        ELSE format('COMMENT ON COLUMN %s.%I IS %L', named, attname, description) END
      FROM r JOIN pg_description AS d ON d.classoid = 'pg_class'::regclass AND d.objoid = r.oid
      LEFT JOIN pg_attribute AS t ON t.attrelid = r.oid AND t.attnum = d.objsubid AND d.objsubid > 0
    ${parts}`,
  );
}

/** Parts of a table or view that are made again: keys, checks, indexes, triggers, policies, rules. */
export function carryParts(relation: Named): readonly Step[] {
  const name = quoteQualified(relation);
  return carry(
    `parts of ${name}`,
    `WITH r AS (SELECT c.*, ${text(name)}::text AS named FROM pg_class AS c WHERE c.oid = to_regclass(${text(name)}))
    SELECT 0, NULL::text WHERE false ${parts}`,
  );
}

const commentsOn = (kind: string, table: string, column: string, relation: string): string =>
  `UNION ALL SELECT 6, format('COMMENT ON ${kind} %I ON %s IS %L', o.${column}, named, d.description)
      FROM r JOIN ${table} AS o ON o.${relation} = r.oid
      JOIN pg_description AS d ON d.classoid = '${table}'::regclass AND d.objoid = o.oid`;

const parts = `${commentsOn('CONSTRAINT', 'pg_constraint', 'conname', 'conrelid')}
    ${commentsOn('TRIGGER', 'pg_trigger', 'tgname', 'tgrelid')}
    ${commentsOn('POLICY', 'pg_policy', 'polname', 'polrelid')}
    ${commentsOn('RULE', 'pg_rewrite', 'rulename', 'ev_class')}
    UNION ALL SELECT 6, format('COMMENT ON INDEX %I.%I IS %L', n.nspname, o.relname, d.description)
      FROM r JOIN pg_index AS i ON i.indrelid = r.oid JOIN pg_class AS o ON o.oid = i.indexrelid
      JOIN pg_namespace AS n ON n.oid = o.relnamespace
      JOIN pg_description AS d ON d.classoid = 'pg_class'::regclass AND d.objoid = o.oid
    UNION ALL SELECT 2, format('ALTER INDEX %I.%I SET TABLESPACE %I', n.nspname, o.relname, t.spcname)
      FROM r JOIN pg_index AS i ON i.indrelid = r.oid JOIN pg_class AS o ON o.oid = i.indexrelid
      JOIN pg_namespace AS n ON n.oid = o.relnamespace JOIN pg_tablespace AS t ON t.oid = o.reltablespace
    UNION ALL SELECT 6, format('COMMENT ON STATISTICS %I.%I IS %L', n.nspname, o.stxname, d.description)
      FROM r JOIN pg_statistic_ext AS o ON o.stxrelid = r.oid JOIN pg_namespace AS n ON n.oid = o.stxnamespace
      JOIN pg_description AS d ON d.classoid = 'pg_statistic_ext'::regclass AND d.objoid = o.oid`;

/**
 * What was granted, and nothing else: default privileges may have granted more on the new object.
 *
 * @param kind the word that follows ON
 * @param where finds the object in its catalog by its name, `%L`
 */
function privileges(
  kind: string,
  alias: string,
  acl: string,
  catalog: string,
  where: string,
): string {
  const revoke = `DO $acl$ DECLARE who text;
BEGIN
  FOR who IN SELECT DISTINCT ${grantee} FROM ${catalog} AS o, aclexplode(o.${acl}) AS a WHERE o.${where} LOOP
    EXECUTE format('REVOKE ALL ON ${kind} %s FROM %s', %L, who);
  END LOOP;
END $acl$`;
  // format() fills in two places; the other percent signs are the block's own.
  const template = revoke.replace('%s FROM %s', '%%s FROM %%s');
  return `UNION ALL SELECT 3, format(${text(template)}, ${alias}.named, ${alias}.named) FROM ${alias} WHERE ${alias}.${acl} IS NOT NULL
    UNION ALL SELECT 4, format('GRANT %s ON ${kind} %s TO %s%s', string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type), ${alias}.named, ${grantee}, ${option})
      FROM ${alias}, aclexplode(${alias}.${acl}) AS a GROUP BY ${alias}.named, a.grantee, a.is_grantable`;
}

/** @param signature of a function, procedure or aggregate, as `regprocedure` writes it */
export function carryRoutine(signature: string): readonly Step[] {
  return carry(
    `routine ${signature}`,
    `WITH p AS (SELECT f.*, ${text(signature)}::text AS named FROM pg_proc AS f WHERE f.oid = to_regprocedure(${text(signature)}))
    SELECT 1, format('ALTER ROUTINE %s OWNER TO %I', named, pg_get_userbyid(proowner)) FROM p
    ${privileges('ROUTINE', 'p', 'proacl', 'pg_proc', 'oid = to_regprocedure(%L)')}
    UNION ALL SELECT 5, format('COMMENT ON ROUTINE %s IS %L', named, description)
      FROM p JOIN pg_description AS d ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid`,
  );
}

/** A type that is made again under its name. */
export function carryType(type: Named): readonly Step[] {
  const name = quoteQualified(type);
  return carry(
    `type ${name}`,
    `WITH y AS (SELECT t.*, ${text(name)}::text AS named FROM pg_type AS t WHERE t.oid = to_regtype(${text(name)}))
    SELECT 1, format('ALTER TYPE %s OWNER TO %I', named, pg_get_userbyid(typowner)) FROM y
    ${privileges('TYPE', 'y', 'typacl', 'pg_type', 'oid = to_regtype(%L)')}
    UNION ALL SELECT 5, format('COMMENT ON TYPE %s IS %L', named, description)
      FROM y JOIN pg_description AS d ON d.classoid = 'pg_type'::regclass AND d.objoid = y.oid`,
  );
}
