/**
 * Orchestra: processes and their versions, suites of scenarios with their steps and data, environments, and the runs
 * of suites. Runs and results of tests keep the column contract of the engine's queues: the rows are the queue.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw('CREATE SCHEMA orchestra');
  await processes(knex);
  await suites(knex);
  await environments(knex);
  await suiteRuns(knex);
  await testRuns(knex);
  await unchanging(knex);
}

/** @param {Knex} knex */
async function processes(knex) {
  await knex.raw(`
    CREATE TABLE orchestra.processes (
      id uuid PRIMARY KEY,
      name text NOT NULL,
      version_number integer NOT NULL DEFAULT 0,
      is_archived boolean NOT NULL DEFAULT false,
      created_by_user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT processes_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
      CONSTRAINT processes_number_check CHECK (version_number >= 0)
    )`);
  await knex.raw('CREATE INDEX processes_author_idx ON orchestra.processes (created_by_user_id)');
  await knex.raw(`
    CREATE TABLE orchestra.process_versions (
      id uuid PRIMARY KEY,
      process_id uuid NOT NULL REFERENCES orchestra.processes (id) ON DELETE RESTRICT,
      version_number integer NOT NULL,
      xml text NOT NULL,
      checksum text NOT NULL,
      report_json jsonb NOT NULL DEFAULT '{}',
      change_note text NOT NULL DEFAULT '',
      created_by_user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT process_versions_number_key UNIQUE (process_id, version_number),
      CONSTRAINT process_versions_number_check CHECK (version_number > 0),
      CONSTRAINT process_versions_checksum_check CHECK (checksum ~ '^[0-9a-f]{64}$')
    )`);
  await knex.raw(
    'CREATE INDEX process_versions_author_idx ON orchestra.process_versions (created_by_user_id)',
  );
}

/** @param {Knex} knex */
async function suites(knex) {
  await knex.raw(`
    CREATE TABLE orchestra.scenario_suites (
      id uuid PRIMARY KEY,
      process_id uuid REFERENCES orchestra.processes (id) ON DELETE RESTRICT,
      process_version_id uuid REFERENCES orchestra.process_versions (id) ON DELETE RESTRICT,
      name text NOT NULL,
      description text NOT NULL DEFAULT '',
      criterion_json jsonb,
      settings_json jsonb NOT NULL DEFAULT '{}',
      revision integer NOT NULL DEFAULT 1,
      is_archived boolean NOT NULL DEFAULT false,
      created_by_user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      updated_by_user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT scenario_suites_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
      CONSTRAINT scenario_suites_revision_check CHECK (revision > 0)
    )`);
  await knex.raw(
    'CREATE INDEX scenario_suites_process_idx ON orchestra.scenario_suites (process_id)',
  );
  await knex.raw(
    'CREATE INDEX scenario_suites_version_idx ON orchestra.scenario_suites (process_version_id)',
  );
  await knex.raw(
    'CREATE INDEX scenario_suites_author_idx ON orchestra.scenario_suites (created_by_user_id)',
  );
  await knex.raw(
    'CREATE INDEX scenario_suites_editor_idx ON orchestra.scenario_suites (updated_by_user_id)',
  );
  await knex.raw(`
    CREATE TABLE orchestra.test_data_sets (
      id uuid PRIMARY KEY,
      suite_id uuid NOT NULL REFERENCES orchestra.scenario_suites (id) ON DELETE CASCADE,
      name text NOT NULL,
      position integer NOT NULL,
      columns_json jsonb NOT NULL,
      rows_json jsonb NOT NULL,
      CONSTRAINT test_data_sets_key UNIQUE (suite_id, name)
    )`);
  await knex.raw(`
    CREATE TABLE orchestra.test_scenarios (
      id uuid PRIMARY KEY,
      suite_id uuid NOT NULL REFERENCES orchestra.scenario_suites (id) ON DELETE CASCADE,
      key text NOT NULL,
      name text NOT NULL,
      reason text NOT NULL DEFAULT '',
      position integer NOT NULL,
      depends_on jsonb NOT NULL DEFAULT '[]',
      path_json jsonb NOT NULL DEFAULT '[]',
      data_set_id uuid REFERENCES orchestra.test_data_sets (id) ON DELETE RESTRICT,
      settings_json jsonb NOT NULL DEFAULT '{}',
      CONSTRAINT test_scenarios_key UNIQUE (suite_id, key)
    )`);
  await knex.raw(
    'CREATE INDEX test_scenarios_data_set_idx ON orchestra.test_scenarios (data_set_id)',
  );
  await knex.raw(`
    CREATE TABLE orchestra.scenario_steps (
      id uuid PRIMARY KEY,
      scenario_id uuid NOT NULL REFERENCES orchestra.test_scenarios (id) ON DELETE CASCADE,
      key text NOT NULL,
      position integer NOT NULL,
      name text NOT NULL,
      kind text NOT NULL,
      driver text NOT NULL,
      request jsonb NOT NULL DEFAULT '{}',
      meta jsonb NOT NULL DEFAULT '{}',
      CONSTRAINT scenario_steps_key UNIQUE (scenario_id, key),
      CONSTRAINT scenario_steps_kind_check CHECK (kind IN ('ACTION', 'ASSERTION', 'BARRIER'))
    )`);
}

/** @param {Knex} knex */
async function environments(knex) {
  // Secrets are sealed with a key that is not in the database; a name without one has no value.
  await knex.raw(`
    CREATE TABLE orchestra.environments (
      id uuid PRIMARY KEY,
      name text NOT NULL,
      base_urls_json jsonb NOT NULL DEFAULT '{}',
      variables_json jsonb NOT NULL DEFAULT '{}',
      secrets_json jsonb NOT NULL DEFAULT '{}',
      allowed_hosts text[] NOT NULL DEFAULT '{}',
      max_runs integer,
      revision integer NOT NULL DEFAULT 1,
      is_archived boolean NOT NULL DEFAULT false,
      updated_by_user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT environments_name_check CHECK (char_length(name) BETWEEN 1 AND 100),
      CONSTRAINT environments_max_runs_check CHECK (max_runs > 0),
      CONSTRAINT environments_revision_check CHECK (revision > 0)
    )`);
  await knex.raw(
    'CREATE UNIQUE INDEX environments_name_key ON orchestra.environments (lower(name)) WHERE NOT is_archived',
  );
  await knex.raw(
    'CREATE INDEX environments_editor_idx ON orchestra.environments (updated_by_user_id)',
  );
}

/** @param {Knex} knex */
async function suiteRuns(knex) {
  await knex.raw(`
    CREATE TABLE orchestra.suite_runs (
      id uuid PRIMARY KEY,
      number integer GENERATED BY DEFAULT AS IDENTITY,
      suite_id uuid NOT NULL REFERENCES orchestra.scenario_suites (id) ON DELETE RESTRICT,
      environment_id uuid NOT NULL REFERENCES orchestra.environments (id) ON DELETE RESTRICT,
      status text NOT NULL DEFAULT 'IN_PROGRESS',
      context jsonb NOT NULL DEFAULT '{}',
      plan_json jsonb NOT NULL,
      counts_json jsonb,
      origin text NOT NULL DEFAULT 'person',
      forked_from_id uuid REFERENCES orchestra.suite_runs (id) ON DELETE SET NULL,
      started_by_user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      started_at timestamptz NOT NULL DEFAULT now(),
      finished_at timestamptz,
      CONSTRAINT suite_runs_number_key UNIQUE (number),
      CONSTRAINT suite_runs_status_check CHECK (status IN ('IN_PROGRESS', 'PASSED', 'FAILED', 'CANCELLED')),
      CONSTRAINT suite_runs_origin_check
        CHECK (origin IN ('person', 'program', 'command', 'schedule', 'fork', 'rerun')),
      CONSTRAINT suite_runs_finished_check CHECK ((status = 'IN_PROGRESS') = (finished_at IS NULL))
    )`);
  await knex.raw('CREATE INDEX suite_runs_started_idx ON orchestra.suite_runs (started_at, id)');
  await knex.raw(
    'CREATE INDEX suite_runs_suite_idx ON orchestra.suite_runs (suite_id, started_at)',
  );
  await knex.raw(
    'CREATE INDEX suite_runs_environment_idx ON orchestra.suite_runs (environment_id, started_at)',
  );
  await knex.raw('CREATE INDEX suite_runs_forked_idx ON orchestra.suite_runs (forked_from_id)');
  await knex.raw(
    'CREATE INDEX suite_runs_starter_idx ON orchestra.suite_runs (started_by_user_id)',
  );
  await knex.raw(`
    CREATE TABLE orchestra.schedules (
      id uuid PRIMARY KEY,
      suite_id uuid NOT NULL REFERENCES orchestra.scenario_suites (id) ON DELETE CASCADE,
      environment_id uuid NOT NULL REFERENCES orchestra.environments (id) ON DELETE RESTRICT,
      cron text NOT NULL,
      time_zone text NOT NULL DEFAULT 'UTC',
      is_enabled boolean NOT NULL DEFAULT true,
      next_at timestamptz,
      last_at timestamptz,
      last_suite_run_id uuid REFERENCES orchestra.suite_runs (id) ON DELETE SET NULL,
      last_error text,
      missed integer NOT NULL DEFAULT 0,
      missed_at timestamptz,
      revision integer NOT NULL DEFAULT 1,
      created_by_user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT schedules_missed_check CHECK (missed >= 0)
    )`);
  await knex.raw(
    'CREATE INDEX schedules_due_idx ON orchestra.schedules (next_at) WHERE is_enabled',
  );
  await knex.raw('CREATE INDEX schedules_suite_idx ON orchestra.schedules (suite_id)');
  await knex.raw('CREATE INDEX schedules_environment_idx ON orchestra.schedules (environment_id)');
  await knex.raw('CREATE INDEX schedules_last_run_idx ON orchestra.schedules (last_suite_run_id)');
  await knex.raw('CREATE INDEX schedules_author_idx ON orchestra.schedules (created_by_user_id)');
}

/** @param {Knex} knex */
async function testRuns(knex) {
  await knex.raw(`
    CREATE TABLE orchestra.test_runs (
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
      suite_run_id uuid NOT NULL REFERENCES orchestra.suite_runs (id) ON DELETE RESTRICT,
      scenario_key text NOT NULL,
      row_key text,
      name text NOT NULL,
      place integer NOT NULL,
      depends_on jsonb NOT NULL DEFAULT '[]',
      CONSTRAINT test_runs_pkey PRIMARY KEY (id),
      CONSTRAINT test_runs_status_check CHECK (status IN
        ('PENDING', 'QUEUED', 'IN_PROGRESS', 'PASSED', 'FAILED', 'FAILED_STUCK', 'CANCELLED', 'SKIPPED')),
      CONSTRAINT test_runs_control_check CHECK (control IN ('cancel', 'pause')),
      CONSTRAINT test_runs_lock_check CHECK
        ((status = 'IN_PROGRESS') = (locked_by IS NOT NULL AND lock_until IS NOT NULL)),
      CONSTRAINT test_runs_finished_check CHECK
        ((status IN ('PASSED', 'FAILED', 'CANCELLED', 'SKIPPED')) = (finished_at IS NOT NULL)),
      CONSTRAINT test_runs_counts_check CHECK (position >= 0 AND sequence >= 0 AND checkpoint >= 0)
    ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05)`);
  await knex.raw(`
    CREATE INDEX test_runs_queued_idx ON orchestra.test_runs (due_at, id)
      WHERE status = 'QUEUED' AND limit_keys = '{}'`);
  await knex.raw(`
    CREATE INDEX test_runs_queued_lane_idx ON orchestra.test_runs ((limit_keys[1]), due_at, id)
      WHERE status = 'QUEUED' AND limit_keys <> '{}'`);
  await knex.raw(`
    CREATE INDEX test_runs_in_progress_idx ON orchestra.test_runs (due_at, id)
      WHERE status = 'IN_PROGRESS'`);
  await knex.raw(`
    CREATE INDEX test_runs_wake_idx ON orchestra.test_runs (wake_at)
      WHERE status = 'PENDING' AND wake_at IS NOT NULL`);
  // What is finished stays out of it, so whether anything is left is found at once.
  await knex.raw(`
    CREATE INDEX test_runs_unfinished_idx ON orchestra.test_runs (suite_run_id, scenario_key)
      WHERE finished_at IS NULL`);
  await knex.raw(`
    CREATE INDEX test_runs_suite_run_idx ON orchestra.test_runs (suite_run_id, place)
      INCLUDE (scenario_key, row_key)`);
  await knex.raw(`
    CREATE TRIGGER test_runs_wake_inserted AFTER INSERT ON orchestra.test_runs
      FOR EACH STATEMENT EXECUTE FUNCTION kernel.wake_workers()`);
  await knex.raw(`
    CREATE TRIGGER test_runs_wake_queued AFTER UPDATE OF status ON orchestra.test_runs
      FOR EACH ROW WHEN (NEW.status = 'QUEUED' AND OLD.status <> 'QUEUED')
      EXECUTE FUNCTION kernel.wake_workers()`);
  // Without a foreign key: results are written only beside the run that they belong to, which is locked then.
  await knex.raw(`
    CREATE TABLE orchestra.step_results (
      run_id uuid NOT NULL,
      sequence integer NOT NULL,
      position integer NOT NULL,
      attempt integer NOT NULL DEFAULT 1,
      status text NOT NULL,
      step_key text NOT NULL,
      started_at timestamptz NOT NULL,
      finished_at timestamptz NOT NULL,
      result jsonb,
      CONSTRAINT step_results_pkey PRIMARY KEY (run_id, sequence),
      CONSTRAINT step_results_counts_check CHECK (sequence > 0 AND position >= 0 AND attempt > 0)
    )`);
  await knex.raw(`
    CREATE TRIGGER step_results_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON orchestra.step_results
      FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_result_change()`);
  await knex.raw(`
    CREATE TABLE orchestra.run_limits (
      key text NOT NULL,
      max integer NOT NULL,
      CONSTRAINT run_limits_pkey PRIMARY KEY (key),
      CONSTRAINT run_limits_max_check CHECK (max >= 0)
    )`);
  await knex.raw(`
    CREATE TABLE orchestra.barrier_arrivals (
      suite_run_id uuid NOT NULL REFERENCES orchestra.suite_runs (id) ON DELETE RESTRICT,
      barrier text NOT NULL,
      test_run_id uuid NOT NULL REFERENCES orchestra.test_runs (id) ON DELETE RESTRICT,
      arrived_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT barrier_arrivals_pkey PRIMARY KEY (suite_run_id, barrier, test_run_id)
    )`);
  // Each worker tells every few seconds what it does; one that ends takes its row along.
  await knex.raw(`
    CREATE TABLE orchestra.workers (
      id text PRIMARY KEY,
      host text NOT NULL,
      process_id integer NOT NULL,
      concurrency integer NOT NULL,
      held integer NOT NULL DEFAULT 0,
      parked bigint NOT NULL DEFAULT 0,
      finished bigint NOT NULL DEFAULT 0,
      lost bigint NOT NULL DEFAULT 0,
      is_draining boolean NOT NULL DEFAULT false,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
  await knex.raw(
    'CREATE INDEX barrier_arrivals_run_idx ON orchestra.barrier_arrivals (test_run_id)',
  );
}

/** @param {Knex} knex */
async function unchanging(knex) {
  // Who made a version may leave the house; nothing else of it ever changes.
  await knex.raw(`
    CREATE FUNCTION orchestra.refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NEW.created_by_user_id IS NULL
        AND to_jsonb(NEW) - 'created_by_user_id' = to_jsonb(OLD) - 'created_by_user_id'
      THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'a version of a process never changes: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
    END $$`);
  await knex.raw(`
    CREATE TRIGGER process_versions_never_change BEFORE UPDATE OR DELETE ON orchestra.process_versions
      FOR EACH ROW EXECUTE FUNCTION orchestra.refuse_version_change()`);
  // What a run does was decided when it was started.
  await knex.raw(`
    CREATE FUNCTION orchestra.refuse_plan_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the plan of a run never changes' USING ERRCODE = 'integrity_constraint_violation';
    END $$`);
  await knex.raw(`
    CREATE TRIGGER suite_runs_plan_stays BEFORE UPDATE OF plan_json ON orchestra.suite_runs
      FOR EACH ROW WHEN (NEW.plan_json IS DISTINCT FROM OLD.plan_json)
      EXECUTE FUNCTION orchestra.refuse_plan_change()`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE orchestra.barrier_arrivals, orchestra.run_limits, orchestra.workers');
  await knex.raw('DROP TABLE orchestra.step_results, orchestra.test_runs');
  await knex.raw('DROP TABLE orchestra.schedules, orchestra.suite_runs, orchestra.environments');
  await knex.raw('DROP TABLE orchestra.scenario_steps, orchestra.test_scenarios');
  await knex.raw('DROP TABLE orchestra.test_data_sets, orchestra.scenario_suites');
  await knex.raw('DROP TABLE orchestra.process_versions, orchestra.processes');
  await knex.raw('DROP FUNCTION orchestra.refuse_version_change, orchestra.refuse_plan_change');
  await knex.raw('DROP SCHEMA orchestra');
}
