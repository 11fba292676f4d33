import type { Knex } from 'knex';

/** Whether the server has a database of this name. */
export async function databaseExists(db: Knex, name: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>('SELECT FROM pg_database WHERE datname = ?', [
    name,
  ]);
  return rows.length > 0;
}
