import type { Knex } from 'knex';

/**
 * Whether a table needs something that PostgreSQL does not let every owner create: only then is it worth
 * trying, before a long dump, whether this role may create it. An extension counts unless it is trusted.
 * Some hosts let more roles create extensions, so this alone does not say that the role may not.
 */
export async function tablesNeedPrivileged(db: Knex): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { needed: boolean }[] }>(query);
  return rows[0]?.needed === true;
}

/** Everything below this OID came with the server. */
const firstOwnOid = 16_384;

const query = `
  WITH RECURSIVE privileged (classid, objid) AS (
    SELECT 'pg_extension'::regclass, e.oid FROM pg_extension AS e
    WHERE e.oid >= ${firstOwnOid} AND NOT EXISTS (
      SELECT FROM pg_available_extension_versions AS v
      WHERE v.name = e.extname AND v.version = e.extversion AND (v.trusted OR NOT v.superuser))
    UNION ALL
    SELECT o.classid, o.oid FROM (
      SELECT 'pg_foreign_data_wrapper'::regclass AS classid, oid FROM pg_foreign_data_wrapper
      UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
      UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am
      UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
      UNION ALL SELECT 'pg_proc'::regclass, p.oid FROM pg_proc AS p
        JOIN pg_language AS l ON l.oid = p.prolang WHERE l.lanname IN ('c', 'internal')
    ) AS o
    WHERE o.oid >= ${firstOwnOid} AND NOT EXISTS (
      SELECT FROM pg_depend AS d
      WHERE d.classid = o.classid AND d.objid = o.oid AND d.deptype = 'e')
  ), needing (classid, objid) AS (
    SELECT classid, objid FROM privileged
    UNION
    SELECT d.classid, d.objid FROM pg_depend AS d
    JOIN needing AS n ON n.classid = d.refclassid AND n.objid = d.refobjid
  )
  SELECT EXISTS (
    SELECT FROM needing AS n
    WHERE NOT EXISTS (
        SELECT FROM pg_depend AS d
        WHERE d.classid = n.classid AND d.objid = n.objid AND d.deptype = 'e')
      AND (n.classid IN (
          'pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_trigger'::regclass,
          'pg_policy'::regclass)
        OR n.classid = 'pg_class'::regclass AND EXISTS (
          SELECT FROM pg_class AS c WHERE c.oid = n.objid AND c.relkind IN ('r', 'p', 'i', 'I')))
  ) AS needed`;
