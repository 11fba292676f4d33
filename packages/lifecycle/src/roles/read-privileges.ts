import { areas } from '@atelier/domain/kernel/areas.ts';
import type { Knex } from 'knex';
import type { PrivilegedObject } from './rules/app-privileges.ts';

/**
 * All that is in the schemas of the areas, and what a role may do with it; of one that is not there yet, nothing.
 * A table is append-only where it has the trigger that refuses changes, `<table>_append_only`: so one that comes
 * later is known by it too.
 */
export async function readPrivileges(db: Knex, role: string): Promise<readonly PrivilegedObject[]> {
  const { rows } = await db.raw<{ rows: PrivilegedObject[] }>(query, {
    role,
    areas: [...areas],
  });
  return rows;
}

/** Of an access list, or of what stands for one that was never changed. */
const given = (acl: string, type: string, owner: string, to: string) => `
  coalesce((SELECT jsonb_agg(DISTINCT a.privilege_type) FROM
    aclexplode(coalesce(${acl}, acldefault('${type}', ${owner}))) AS a
    WHERE a.grantee = ${to}), '[]')`;
const both = (acl: string, type: string, owner: string) => `
  ${given(acl, type, owner, 'app.role')} AS granted, ${given(acl, type, owner, '0')} AS public`;

const query = `
  WITH app AS (SELECT to_regrole(quote_ident(:role))::oid AS role), ours AS (
    SELECT oid, nspname, nspowner, nspacl FROM pg_namespace WHERE nspname = ANY (:areas::text[])
  )
  SELECT kind, name, schema, "appendOnly", granted, public FROM (
    SELECT 1 AS place, 'database' AS kind, quote_ident(datname) AS name, '' AS schema,
      false AS "appendOnly", ${both('datacl', 'd', 'datdba')}
    FROM pg_database, app WHERE datname = current_database()
    UNION ALL
    SELECT 2, 'schema', quote_ident(nspname), nspname, false, ${both('nspacl', 'n', 'nspowner')}
    FROM ours, app
    UNION ALL
    SELECT 3, CASE WHEN relkind IN ('v', 'm') THEN 'view' ELSE 'table' END,
      format('%I.%I', nspname, relname), nspname,
      EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal
        AND right(tgname, 12) = '_append_only'),
      ${both('relacl', 'r', 'relowner')}
    FROM pg_class AS c JOIN ours ON ours.oid = relnamespace, app
    WHERE relkind IN ('r', 'p', 'f', 'v', 'm')
    UNION ALL
    SELECT 4, 'sequence', format('%I.%I', nspname, relname), nspname, false,
      ${both('relacl', 's', 'relowner')}
    FROM pg_class AS c JOIN ours ON ours.oid = relnamespace, app WHERE relkind = 'S'
    UNION ALL
    SELECT 5, 'function', p.oid::regprocedure::text, nspname, false, ${both('proacl', 'f', 'proowner')}
    FROM pg_proc AS p JOIN ours ON ours.oid = pronamespace, app
  ) AS object
  ORDER BY place, name COLLATE "C"`;
