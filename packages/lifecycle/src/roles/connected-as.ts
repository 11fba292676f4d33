import { areas } from '@atelier/domain/kernel/areas.ts';
import type { Knex } from 'knex';

/** As whom a pool is connected, and whether that one could change what the app must not. */
export interface ConnectedAs {
  readonly role: string;
  /** A superuser, or an owner of an area's tables or schemas, or a member of one. */
  readonly owns: boolean;
}

export async function connectedAs(db: Knex): Promise<ConnectedAs> {
  const { rows } = await db.raw<{ rows: { role: string }[] }>('SELECT current_user AS role');
  const role = rows[0]?.role ?? '';
  return { role, owns: await ownsTables(db, role) };
}

/** Whether a role that is there could change what the app must not. */
export async function ownsTables(db: Knex, role: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { owns: boolean }[] }>(
    `SELECT rolsuper OR EXISTS (
        SELECT FROM pg_namespace AS n LEFT JOIN pg_class AS c ON c.relnamespace = n.oid
        WHERE n.nspname = ANY (:areas::text[])
          AND (pg_has_role(r.oid, n.nspowner, 'USAGE') OR pg_has_role(r.oid, c.relowner, 'USAGE'))
      ) AS owns
    FROM pg_roles AS r WHERE rolname = :role`,
    { role, areas: [...areas] },
  );
  return rows[0]?.owns ?? true;
}
