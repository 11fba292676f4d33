/**
 * What the end of a test run releases is looked up by scenario and row: in a run of a suite with a hundred thousand rows,
 * each end would else read all of them.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    CREATE INDEX test_runs_row_idx ON orchestra.test_runs (suite_run_id, scenario_key, row_key)`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    -- lint: allow drop because another index takes its place
    DROP INDEX orchestra.test_runs_unfinished_idx`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    CREATE INDEX test_runs_unfinished_idx ON orchestra.test_runs (suite_run_id, scenario_key, row_key)
      WHERE finished_at IS NULL`);
  // Which scenario and row it is stands in the other one now.
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    -- lint: allow drop because another index takes its place
    DROP INDEX orchestra.test_runs_suite_run_idx`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    CREATE INDEX test_runs_suite_run_idx ON orchestra.test_runs (suite_run_id, place)`);
  // What waits for somebody is asked for by each page of a run and by the start page.
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    CREATE INDEX test_runs_person_idx ON orchestra.test_runs (suite_run_id)
      WHERE finished_at IS NULL AND (status = 'FAILED_STUCK' OR waits_for ->> 'kind' IN ('person', 'hold'))`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    DROP INDEX orchestra.test_runs_person_idx`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    DROP INDEX orchestra.test_runs_suite_run_idx`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    CREATE INDEX test_runs_suite_run_idx ON orchestra.test_runs (suite_run_id, place)
      INCLUDE (scenario_key, row_key)`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    DROP INDEX orchestra.test_runs_unfinished_idx`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    CREATE INDEX test_runs_unfinished_idx ON orchestra.test_runs (suite_run_id, scenario_key)
      WHERE finished_at IS NULL`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because its table is as new as Orchestra is, and has few rows
    DROP INDEX orchestra.test_runs_row_idx`);
}
