/**
 * Runs of suites may be kept for a while only (ADR 121). The results of their steps are only added to, so their removal is
 * a function that works as the owner of the tables, for finished runs alone.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    CREATE FUNCTION orchestra.forget_test_runs(ids uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      gone uuid[] := ARRAY(
        SELECT id FROM orchestra.test_runs WHERE id = ANY (ids) AND finished_at IS NOT NULL ORDER BY id FOR UPDATE
      );
    BEGIN
      PERFORM set_config('kernel.forgets', 'on', true);
      DELETE FROM orchestra.barrier_arrivals WHERE test_run_id = ANY (gone);
      DELETE FROM orchestra.step_results WHERE run_id = ANY (gone);
      DELETE FROM orchestra.test_runs WHERE id = ANY (gone);
      PERFORM set_config('kernel.forgets', '', true);
    END $$`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP FUNCTION orchestra.forget_test_runs');
}
