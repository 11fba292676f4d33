/**
 * A password that an older program kept in plain text is known to whoever saw its file: it opens nothing but the
 * choice of another one.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(
    'ALTER TABLE identity.users ADD COLUMN must_change_password boolean NOT NULL DEFAULT false',
  );
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('ALTER TABLE identity.users DROP COLUMN must_change_password');
}
