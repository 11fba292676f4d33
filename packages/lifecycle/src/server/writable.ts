import type { Knex } from 'knex';
import { startupError } from '../errors/startup-errors.ts';

/**
 * Makes sure that the database accepts changes, before anything relies on it.
 *
 * @throws ERR_DATABASE_READ_ONLY
 */
export async function requireWritable(db: Knex): Promise<void> {
  const { rows } = await db.raw<{ rows: { isReplica: boolean; isReadOnly: boolean }[] }>(
    `SELECT pg_is_in_recovery() AS "isReplica",
       current_setting('transaction_read_only')::boolean AS "isReadOnly"`,
  );
  const [found] = rows;
  if (found?.isReplica) throw startupError('ERR_DATABASE_READ_ONLY', { is: 'a replica' });
  if (found?.isReadOnly) throw startupError('ERR_DATABASE_READ_ONLY', { is: 'read only' });
}
