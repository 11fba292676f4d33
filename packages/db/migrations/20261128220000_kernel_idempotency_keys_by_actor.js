/**
 * An idempotency key is its owner's: whoever else sends the same key is not given the answer that was
 * kept for it. The keys from before users belong to `local`, as whom everybody calls until then.
 * @import { Knex } from 'knex'
 */

// Keys are kept for a few days only, so the table is small: its index is built anew in no time.

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(
    "ALTER TABLE kernel.idempotency_keys ADD COLUMN actor text NOT NULL DEFAULT 'local'",
  );
  await knex.raw('ALTER TABLE kernel.idempotency_keys ALTER COLUMN actor DROP DEFAULT');
  await knex.raw(`
    -- lint: allow index-without-concurrently because the table is small
    -- lint: allow table-rewrite because the table is small
    ALTER TABLE kernel.idempotency_keys
      DROP CONSTRAINT idempotency_keys_pkey,
      ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (actor, key)`);
}

/** @param {Knex} knex */
export async function down(knex) {
  // Nobody may get another's answer again: what is not the local actor's is forgotten.
  await knex.raw(`
    -- lint: allow backfill-with-ddl because the table is small
    DELETE FROM kernel.idempotency_keys WHERE actor <> 'local'`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because the table is small
    -- lint: allow table-rewrite because the table is small
    ALTER TABLE kernel.idempotency_keys
      DROP CONSTRAINT idempotency_keys_pkey,
      ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (key),
      DROP COLUMN actor`);
}
