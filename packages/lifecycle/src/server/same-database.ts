import type { Knex } from 'knex';
import { startupError } from '../errors/startup-errors.ts';

/**
 * Makes sure that two addresses lead to one database: one would be migrated, and the other one served.
 *
 * @param setting the name of the setting that has the first address
 *
 * @throws ERR_SETTING_INVALID
 */
export async function requireSameDatabase(
  direct: Knex,
  pooled: Knex,
  setting: 'DATABASE_DIRECT_URL' | 'DATABASE_OWNER_URL' = 'DATABASE_DIRECT_URL',
): Promise<void> {
  if ((await identityOf(direct)) === (await identityOf(pooled))) return;
  throw startupError('ERR_SETTING_INVALID', {
    name: setting,
    expected: `the address of the same database as in DATABASE_URL, ${more[setting]}`,
  });
}

const more = {
  DATABASE_DIRECT_URL: 'past the pooler',
  DATABASE_OWNER_URL: 'as the owner of its tables',
} as const;

/** No two servers started in the same microsecond; names of databases can be told apart by a pooler. */
async function identityOf(db: Knex): Promise<string> {
  const { rows } = await db.raw<{ rows: { identity: string }[] }>(
    `SELECT concat_ws(' ', extract(epoch FROM pg_postmaster_start_time()), oid) AS identity
     FROM pg_database WHERE datname = current_database()`,
  );
  return rows[0]?.identity ?? '';
}
