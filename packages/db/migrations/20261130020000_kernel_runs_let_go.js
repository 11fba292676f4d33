/**
 * A run that its worker let go of between two steps is told from one whose worker was lost: nothing of it is half
 * done, and nobody has to find out what became of it (ADR 109). For every queue.
 * @import { Knex } from 'knex'
 */

const tables = ['kernel.jobs', 'orchestra.test_runs'];

/** @param {Knex} knex */
export async function up(knex) {
  for (const table of tables) {
    await knex.raw(`ALTER TABLE ${table} ADD COLUMN is_let_go boolean NOT NULL DEFAULT false`);
  }
}

/** @param {Knex} knex */
export async function down(knex) {
  for (const table of tables) await knex.raw(`ALTER TABLE ${table} DROP COLUMN is_let_go`);
}
