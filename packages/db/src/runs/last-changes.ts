import type { Knex } from 'knex';

/** The name of whoever changed a thing of the area last, as it is now; empty where an older program did. */
export async function lastChangedBy(
  db: Knex,
  entityType: 'run' | 'suite' | 'template',
  id: string,
): Promise<string> {
  const { rows } = await db.raw<{ rows: { display_name: string }[] }>(
    `SELECT u.display_name FROM identity.audit_log AS a JOIN identity.users AS u ON u.id::text = a.actor_id
     WHERE a.area = 'runs' AND a.entity_type = :entityType AND a.entity_id = :id
     ORDER BY a.id DESC LIMIT 1`,
    { entityType, id },
  );
  return rows[0]?.display_name ?? '';
}
