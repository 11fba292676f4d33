import { areas } from '@atelier/domain/kernel/areas.ts';
import type { Knex } from 'knex';

/** As whom a pool is connected, and whether that one could change what the app must not. */
export interface ConnectedAs {
  readonly role: string;
  /** A superuser, or an owner of an area's tables or schemas, or a member of one. */
  readonly owns: boolean;
}

export async function connectedAs(db: Knex): Promise<ConnectedAs> {
  const { rows } = await db.raw<{ rows: ConnectedAs[] }>(
    `SELECT current_user AS role, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
      OR EXISTS (
        SELECT FROM pg_namespace AS n LEFT JOIN pg_class AS c ON c.relnamespace = n.oid
        WHERE n.nspname = ANY (:areas::text[])
          AND (pg_has_role(n.nspowner, 'USAGE') OR pg_has_role(c.relowner, 'USAGE'))
      ) AS owns`,
    { areas: [...areas] },
  );
  return rows[0] ?? { role: '', owns: true };
}
