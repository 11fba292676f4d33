/**
 * Results stand by their case in the order in which they were recorded, so that what came of a case last is one look.
 * The index takes the place of one that began as it does.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    -- lint: allow index-without-concurrently because it takes a second for a million rows, once
    CREATE INDEX run_results_last_idx ON runs.run_results (testcase_id, updated_at DESC, id DESC)
      INCLUDE (status, run_id)`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because the one above takes its place
    -- lint: allow drop because the one above takes its place
    DROP INDEX runs.run_results_case_idx`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw(`
    -- lint: allow index-without-concurrently because going back is rare
    CREATE INDEX run_results_case_idx ON runs.run_results (testcase_id) INCLUDE (status, run_id, id)`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because going back is rare
    DROP INDEX runs.run_results_last_idx`);
}
