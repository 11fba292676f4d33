/**
 * The workbench's own durable jobs: a queue by the contract of the engine (ADR 109). What is queued, held and
 * waiting are rows of one table, each in one small index; what is finished is in none of them. Results of steps are
 * only added. The two functions serve every queue.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await functions(knex);
  await jobs(knex);
  await jobIndexes(knex);
  await results(knex);
  await knex.raw(`
    CREATE TABLE kernel.job_limits (
      key text NOT NULL,
      max integer NOT NULL,
      CONSTRAINT job_limits_pkey PRIMARY KEY (key),
      CONSTRAINT job_limits_max_check CHECK (max >= 0)
    )`);
}

/** @param {Knex} knex */
async function functions(knex) {
  // The channel follows from the table. Equal notifications of one transaction are sent once.
  await knex.raw(`
    CREATE FUNCTION kernel.wake_workers() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify(TG_TABLE_SCHEMA || '_' || TG_TABLE_NAME, '');
      RETURN NULL;
    END $$`);
  await knex.raw(`
    CREATE FUNCTION kernel.refuse_result_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'results of steps are only added to' USING ERRCODE = 'restrict_violation';
    END $$`);
}

/** @param {Knex} knex */
async function jobs(knex) {
  // Room on each page for the next version of a row: what a checkpoint changes is in no index.
  await knex.raw(`
    CREATE TABLE kernel.jobs (
      id uuid NOT NULL,
      kind text NOT NULL,
      status text NOT NULL DEFAULT 'QUEUED',
      priority smallint NOT NULL DEFAULT 0,
      due_at timestamptz NOT NULL DEFAULT now(),
      wake_at timestamptz,
      waits_for jsonb,
      position integer NOT NULL DEFAULT 0,
      sequence integer NOT NULL DEFAULT 0,
      checkpoint integer NOT NULL DEFAULT 0,
      execution_context jsonb NOT NULL DEFAULT '{}',
      decision jsonb,
      control text,
      limit_keys text[] NOT NULL DEFAULT '{}',
      locked_by text,
      lock_until timestamptz,
      heartbeat_at timestamptz,
      fence bigint NOT NULL DEFAULT 0,
      takeovers integer NOT NULL DEFAULT 0,
      stalls smallint NOT NULL DEFAULT 0,
      error jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      started_at timestamptz,
      finished_at timestamptz,
      CONSTRAINT jobs_pkey PRIMARY KEY (id),
      CONSTRAINT jobs_status_check CHECK (status IN
        ('PENDING', 'QUEUED', 'IN_PROGRESS', 'PASSED', 'FAILED', 'FAILED_STUCK', 'CANCELLED', 'SKIPPED')),
      CONSTRAINT jobs_control_check CHECK (control IN ('cancel', 'pause')),
      CONSTRAINT jobs_lock_check CHECK
        ((status = 'IN_PROGRESS') = (locked_by IS NOT NULL AND lock_until IS NOT NULL)),
      CONSTRAINT jobs_finished_check CHECK
        ((status IN ('PASSED', 'FAILED', 'CANCELLED', 'SKIPPED')) = (finished_at IS NOT NULL)),
      CONSTRAINT jobs_counts_check CHECK (position >= 0 AND sequence >= 0 AND checkpoint >= 0)
    ) WITH (fillfactor = 70,
      autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05)`);
  await knex.raw(`
    CREATE TRIGGER jobs_wake_inserted AFTER INSERT ON kernel.jobs
      FOR EACH STATEMENT EXECUTE FUNCTION kernel.wake_workers()`);
  await knex.raw(`
    CREATE TRIGGER jobs_wake_queued AFTER UPDATE OF status ON kernel.jobs
      FOR EACH ROW WHEN (NEW.status = 'QUEUED' AND OLD.status <> 'QUEUED')
      EXECUTE FUNCTION kernel.wake_workers()`);
}

/** @param {Knex} knex */
async function jobIndexes(knex) {
  await knex.raw(`
    CREATE INDEX jobs_queued_idx ON kernel.jobs (due_at, id)
      WHERE status = 'QUEUED' AND limit_keys = '{}'`);
  await knex.raw(`
    CREATE INDEX jobs_queued_lane_idx ON kernel.jobs ((limit_keys[1]), due_at, id)
      WHERE status = 'QUEUED' AND limit_keys <> '{}'`);
  await knex.raw(`
    CREATE INDEX jobs_in_progress_idx ON kernel.jobs (due_at, id) WHERE status = 'IN_PROGRESS'`);
  await knex.raw(`
    CREATE INDEX jobs_wake_idx ON kernel.jobs (wake_at)
      WHERE status = 'PENDING' AND wake_at IS NOT NULL`);
}

/** @param {Knex} knex */
async function results(knex) {
  // No foreign key: results are written only beside the run that is updated, and its check would lock each run
  // once more.
  await knex.raw(`
    CREATE TABLE kernel.job_results (
      run_id uuid NOT NULL,
      sequence integer NOT NULL,
      position integer NOT NULL,
      attempt integer NOT NULL DEFAULT 1,
      status text NOT NULL,
      step_key text NOT NULL,
      started_at timestamptz NOT NULL,
      finished_at timestamptz NOT NULL,
      result jsonb,
      CONSTRAINT job_results_pkey PRIMARY KEY (run_id, sequence),
      CONSTRAINT job_results_counts_check CHECK (sequence > 0 AND position >= 0 AND attempt > 0)
    )`);
  await knex.raw(`
    CREATE TRIGGER job_results_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kernel.job_results
      FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_result_change()`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE kernel.job_limits, kernel.job_results, kernel.jobs');
  await knex.raw('DROP FUNCTION kernel.refuse_result_change, kernel.wake_workers');
}
