/**
 * The jobs of the house on the queue of ADR 109 (ADR 120): who asked for one, and what it is about, of which there is one
 * at a time. What has been finished for long is forgotten with its results, which nobody else may remove.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw('ALTER TABLE kernel.jobs ADD COLUMN about text, ADD COLUMN asked_by text');
  await knex.raw(`
    -- lint: allow index-without-concurrently because there are no jobs before this
    CREATE UNIQUE INDEX jobs_open_key ON kernel.jobs (kind, about)
      WHERE about IS NOT NULL AND finished_at IS NULL`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because there are no jobs before this
    CREATE INDEX jobs_about_idx ON kernel.jobs (about, kind, created_at) WHERE about IS NOT NULL`);
  // A role that works for the app has no DELETE on what is only added to, so the setting gives it nothing.
  await knex.raw(`
    CREATE OR REPLACE FUNCTION kernel.refuse_result_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' AND current_setting('kernel.forgets', true) = 'on' THEN RETURN NULL; END IF;
      RAISE EXCEPTION 'results of steps are only added to' USING ERRCODE = 'restrict_violation';
    END $$`);
  // As the owner of the tables, for the results of finished runs alone.
  await knex.raw(`
    CREATE FUNCTION kernel.forget_jobs(ids uuid[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      forgotten integer;
    BEGIN
      PERFORM set_config('kernel.forgets', 'on', true);
      WITH gone AS (
        DELETE FROM kernel.jobs WHERE id = ANY (ids) AND finished_at IS NOT NULL RETURNING id
      ),
      results AS (DELETE FROM kernel.job_results WHERE run_id IN (SELECT id FROM gone))
      SELECT count(*)::integer FROM gone INTO forgotten;
      PERFORM set_config('kernel.forgets', '', true);
      RETURN forgotten;
    END $$`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP FUNCTION kernel.forget_jobs');
  await knex.raw(`
    CREATE OR REPLACE FUNCTION kernel.refuse_result_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'results of steps are only added to' USING ERRCODE = 'restrict_violation';
    END $$`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because there are no jobs before this
    DROP INDEX kernel.jobs_about_idx, kernel.jobs_open_key`);
  await knex.raw('ALTER TABLE kernel.jobs DROP COLUMN about, DROP COLUMN asked_by');
}
