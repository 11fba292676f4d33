/**
 * When whoever has a session last showed that it is them: null for never, as where a provider let them in without
 * asking.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw('ALTER TABLE identity.sessions ADD COLUMN proved_at timestamptz');
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('ALTER TABLE identity.sessions DROP COLUMN proved_at');
}
