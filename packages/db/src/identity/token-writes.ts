import type { Knex } from 'knex';

/** Notes that an API token is used; to the minute, so that a busy program does not write at each call. */
export async function noteTokenUse(db: Knex, id: string): Promise<void> {
  await db('identity.api_tokens')
    .where({ id })
    .whereRaw("(last_used_at IS NULL OR last_used_at < now() - interval '1 minute')")
    .update({ lastUsedAt: db.raw('now()') });
}
