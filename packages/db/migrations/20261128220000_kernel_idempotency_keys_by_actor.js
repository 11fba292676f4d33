/**
 * An idempotency key is its owner's: whoever else sends the same key is not given the answer that was
 * kept for it. The keys from before users belong to `local`, as whom everybody calls until then.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    ALTER TABLE kernel.idempotency_keys
      ADD COLUMN actor text NOT NULL DEFAULT 'local',
      DROP CONSTRAINT idempotency_keys_pkey,
      ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (actor, key)`);
  await knex.raw('ALTER TABLE kernel.idempotency_keys ALTER COLUMN actor DROP DEFAULT');
}

/** @param {Knex} knex */
export async function down(knex) {
  // Nobody may get another's answer again: what is not the local actor's is forgotten.
  await knex.raw("DELETE FROM kernel.idempotency_keys WHERE actor <> 'local'");
  await knex.raw(`
    ALTER TABLE kernel.idempotency_keys
      DROP CONSTRAINT idempotency_keys_pkey,
      ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (key),
      DROP COLUMN actor`);
}
