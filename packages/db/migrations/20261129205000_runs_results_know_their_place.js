/**
 * Each result knows its run and its case, so that reports over a million of them read one narrow index and not three
 * tables. The database fills both in; nobody else writes them.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(
    'ALTER TABLE runs.run_results ADD COLUMN run_id uuid, ADD COLUMN testcase_id uuid',
  );
  // Nothing that anybody recorded changes: results of locked runs are filled in as well.
  await knex.raw('ALTER TABLE runs.run_results DISABLE TRIGGER USER');
  await knex.raw(`
    -- lint: allow backfill-with-ddl because it takes some seconds for a million rows, once
    UPDATE runs.run_results AS x SET run_id = i.run_id, testcase_id = v.testcase_id
    FROM runs.run_items AS i JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
    WHERE i.id = x.run_item_id`);
  await knex.raw('ALTER TABLE runs.run_results ENABLE TRIGGER USER');
  await knex.raw(`
    CREATE FUNCTION runs.place_run_result() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      SELECT i.run_id, v.testcase_id INTO NEW.run_id, NEW.testcase_id
      FROM runs.run_items AS i JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
      WHERE i.id = NEW.run_item_id;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER run_results_place BEFORE INSERT OR UPDATE OF run_item_id, run_id, testcase_id
      ON runs.run_results FOR EACH ROW EXECUTE FUNCTION runs.place_run_result()`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because it takes a second for a million rows, once
    CREATE INDEX run_results_run_idx ON runs.run_results (run_id, testcase_id) INCLUDE (status, id)`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because it takes a second for a million rows, once
    CREATE INDEX run_results_case_idx ON runs.run_results (testcase_id) INCLUDE (status, run_id, id)`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because few results are failures
    CREATE INDEX run_results_failed_idx ON runs.run_results (run_id)
      INCLUDE (testcase_id, fail_reason_code, id) WHERE status = 'fail'`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because few results are of what did not apply
    CREATE INDEX run_results_na_idx ON runs.run_results (run_id) INCLUDE (testcase_id, id) WHERE status = 'na'`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because few results are failures
    CREATE INDEX run_results_failed_at_idx ON runs.run_results (updated_at) WHERE status = 'fail'`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TRIGGER run_results_place ON runs.run_results');
  await knex.raw('DROP FUNCTION runs.place_run_result');
  await knex.raw(`
    -- lint: allow index-without-concurrently because going back is rare
    DROP INDEX runs.run_results_failed_at_idx`);
  await knex.raw('ALTER TABLE runs.run_results DROP COLUMN run_id, DROP COLUMN testcase_id');
}
