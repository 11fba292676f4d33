/**
 * A run of a suite that has a time limit knows when it ends at the latest, and keeps why it was ended (ADR 118).
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw('ALTER TABLE orchestra.suite_runs ADD COLUMN deadline_at timestamptz');
  await knex.raw('ALTER TABLE orchestra.suite_runs ADD COLUMN error jsonb');
  // Those alone that are still to be ended by it.
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    CREATE INDEX suite_runs_deadline_idx ON orchestra.suite_runs (deadline_at)
      WHERE status = 'IN_PROGRESS' AND deadline_at IS NOT NULL`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    DROP INDEX orchestra.suite_runs_deadline_idx`);
  await knex.raw('ALTER TABLE orchestra.suite_runs DROP COLUMN error');
  await knex.raw('ALTER TABLE orchestra.suite_runs DROP COLUMN deadline_at');
}
