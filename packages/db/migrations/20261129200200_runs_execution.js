/**
 * Runs as they are carried out here: a verdict, one item for each row of a case's data, results with a revision and
 * with their steps, benches that are held for a run, and what the database itself refuses: a status that may not
 * follow, and any change of a run that is locked.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE runs.run_matrices (
      id uuid PRIMARY KEY,
      project_id uuid NOT NULL REFERENCES runs.projects (id) ON DELETE RESTRICT,
      template_id uuid REFERENCES runs.run_templates (id) ON DELETE SET NULL,
      title text NOT NULL,
      created_by_user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT run_matrices_title_check CHECK (char_length(title) BETWEEN 1 AND 240)
    )`);
  await knex.raw('CREATE INDEX run_matrices_project_idx ON runs.run_matrices (project_id)');
  await knex.raw(`
    -- lint: allow constraint-without-not-valid because a new column is NULL in every row
    ALTER TABLE runs.runs
      ADD COLUMN verdict text
        CONSTRAINT runs_verdict_check CHECK (verdict IN ('passed', 'passed_with_remarks', 'failed')),
      ADD COLUMN matrix_id uuid REFERENCES runs.run_matrices (id) ON DELETE SET NULL`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because it takes a second for a million rows, once
    CREATE INDEX runs_matrix_idx ON runs.runs (matrix_id) WHERE matrix_id IS NOT NULL`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because it takes a second for a million rows, once
    CREATE INDEX runs_correction_idx ON runs.runs (correction_of_run_id) WHERE correction_of_run_id IS NOT NULL`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because it takes a second for a million rows, once
    CREATE INDEX runs_project_created_idx ON runs.runs (project_id, created_at DESC, id)`);
  await items(knex);
  await reservations(knex);
  await transitions(knex);
  await locked(knex);
}

/** @param {Knex} knex */
async function items(knex) {
  await knex.raw(`
    ALTER TABLE runs.run_items
      ADD COLUMN parameter_row integer,
      ADD COLUMN assignee_user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      ADD COLUMN spent_seconds integer NOT NULL DEFAULT 0`);
  await knex.raw(`
    -- lint: allow drop because the next statement makes the one that takes its place
    ALTER TABLE runs.run_items DROP CONSTRAINT IF EXISTS run_items_run_id_testcase_version_id_key`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because it stands in place of one with the same columns
    ALTER TABLE runs.run_items ADD CONSTRAINT run_items_version_row_key
      UNIQUE NULLS NOT DISTINCT (run_id, testcase_version_id, parameter_row)`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because it takes a second for a million rows, once
    CREATE INDEX run_items_version_idx ON runs.run_items (testcase_version_id)`);
  await knex.raw(`
    ALTER TABLE runs.run_results
      ADD COLUMN revision integer NOT NULL DEFAULT 1,
      ADD COLUMN steps_json jsonb NOT NULL DEFAULT '[]',
      ADD COLUMN defects_json jsonb NOT NULL DEFAULT '[]',
      ADD COLUMN carried_from_item_id uuid REFERENCES runs.run_items (id) ON DELETE SET NULL`);
}

/** @param {Knex} knex */
async function reservations(knex) {
  await knex.raw(`
    CREATE TABLE runs.asset_reservations (
      id uuid PRIMARY KEY,
      asset_id uuid NOT NULL REFERENCES runs.assets (id) ON DELETE CASCADE,
      run_id uuid NOT NULL REFERENCES runs.runs (id) ON DELETE CASCADE,
      held_by_user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
      reserved_at timestamptz NOT NULL DEFAULT now(),
      until timestamptz,
      released_at timestamptz
    )`);
  await knex.raw(`
    CREATE UNIQUE INDEX asset_reservations_held_key
      ON runs.asset_reservations (asset_id) WHERE released_at IS NULL`);
  await knex.raw('CREATE INDEX asset_reservations_run_idx ON runs.asset_reservations (run_id)');
}

/** @param {Knex} knex */
async function transitions(knex) {
  // The table of domain/runs/machine.ts once more, for whoever comes by another way than through the app.
  await knex.raw(`
    CREATE FUNCTION runs.check_run_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF OLD.status = 'locked' THEN
          RAISE EXCEPTION 'ERR_RUN_LOCKED' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
      END IF;
      IF NEW.status <> OLD.status THEN
        IF (OLD.status, NEW.status) NOT IN (
          ('draft', 'in_progress'), ('in_progress', 'done'), ('done', 'in_progress'),
          ('done', 'locked'), ('locked', 'done')
        ) THEN
          RAISE EXCEPTION 'ERR_RUN_TRANSITION' USING ERRCODE = 'restrict_violation';
        END IF;
        -- Whoever writes to something of the run has done so before, or sees the new status.
        PERFORM pg_advisory_xact_lock(hashtextextended(OLD.id::text, 0));
      END IF;
      IF OLD.status = 'locked' AND (
        NEW.status <> 'done' OR to_jsonb(NEW) - '{status,locked_at,locked_by_user_id,updated_at}'::text[]
          <> to_jsonb(OLD) - '{status,locked_at,locked_by_user_id,updated_at}'::text[]
      ) THEN
        RAISE EXCEPTION 'ERR_RUN_LOCKED' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER runs_check_change BEFORE UPDATE OR DELETE ON runs.runs
      FOR EACH ROW EXECUTE FUNCTION runs.check_run_change()`);
  await knex.raw(`
    CREATE FUNCTION runs.require_unlock_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NOT EXISTS (
        SELECT FROM identity.audit_log
        WHERE entity_type = 'run' AND entity_id = NEW.id::text AND action = 'unlock'
          -- Of this transaction or of a savepoint in it, whose number is a later one.
          AND age(xmin) <= age(pg_current_xact_id()::xid)
      ) THEN
        RAISE EXCEPTION 'ERR_RUN_UNLOCK_UNWRITTEN' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NULL;
    END $$`);
  // At the end of the transaction: the entry is written after what it tells of.
  await knex.raw(`
    CREATE CONSTRAINT TRIGGER runs_unlock_is_written AFTER UPDATE ON runs.runs
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
      WHEN (OLD.status = 'locked' AND NEW.status <> 'locked')
      EXECUTE FUNCTION runs.require_unlock_entry()`);
}

/** @param {Knex} knex */
async function locked(knex) {
  await knex.raw(`
    CREATE FUNCTION runs.refuse_in_locked_run(run uuid) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      IF run IS NULL THEN RETURN; END IF;
      -- An older snapshot would not see the lock.
      IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'a run is written to at READ COMMITTED only' USING ERRCODE = 'restrict_violation';
      END IF;
      PERFORM pg_advisory_xact_lock_shared(hashtextextended(run::text, 0));
      IF EXISTS (SELECT FROM runs.runs WHERE id = run AND status = 'locked') THEN
        RAISE EXCEPTION 'ERR_RUN_LOCKED' USING ERRCODE = 'restrict_violation';
      END IF;
    END $$`);
  const runOf = {
    run_items: (/** @type {string} */ row) => `${row}.run_id`,
    run_results: (/** @type {string} */ row) =>
      `(SELECT run_id FROM runs.run_items WHERE id = ${row}.run_item_id)`,
    attachments: (/** @type {string} */ row) => `coalesce(${row}.run_id, (
        SELECT i.run_id FROM runs.run_results AS r JOIN runs.run_items AS i ON i.id = r.run_item_id
        WHERE r.id = ${row}.run_result_id))`,
  };
  for (const [table, run] of Object.entries(runOf)) {
    await knex.raw(`
      CREATE FUNCTION runs.guard_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN PERFORM runs.refuse_in_locked_run(${run('OLD')}); END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        PERFORM runs.refuse_in_locked_run(${run('NEW')});
        RETURN NEW;
      END $$`);
    await knex.raw(`
      CREATE TRIGGER ${table}_guard_locked BEFORE INSERT OR UPDATE OR DELETE ON runs.${table}
        FOR EACH ROW EXECUTE FUNCTION runs.guard_${table}()`);
  }
}

/** @param {Knex} knex */
export async function down(knex) {
  for (const table of ['attachments', 'run_results', 'run_items']) {
    await knex.raw(`DROP TRIGGER ${table}_guard_locked ON runs.${table}`);
    await knex.raw(`DROP FUNCTION runs.guard_${table}`);
  }
  await knex.raw('DROP FUNCTION runs.refuse_in_locked_run');
  await knex.raw('DROP TRIGGER runs_unlock_is_written ON runs.runs');
  await knex.raw('DROP TRIGGER runs_check_change ON runs.runs');
  await knex.raw('DROP FUNCTION runs.require_unlock_entry, runs.check_run_change');
  await knex.raw('DROP TABLE runs.asset_reservations');
  await knex.raw(`
    ALTER TABLE runs.run_results DROP COLUMN revision, DROP COLUMN steps_json,
      DROP COLUMN defects_json, DROP COLUMN carried_from_item_id`);
  // The older program knows one item for each version: the first row of its data stays.
  await knex.raw(`
    -- lint: allow backfill-with-ddl because the key below needs it
    DELETE FROM runs.run_items AS i USING runs.run_items AS first
    WHERE first.run_id = i.run_id AND first.testcase_version_id = i.testcase_version_id
      AND (first.position, first.id) < (i.position, i.id)`);
  await knex.raw('ALTER TABLE runs.run_items DROP CONSTRAINT run_items_version_row_key');
  await knex.raw(`
    -- lint: allow index-without-concurrently because going back is rare
    DROP INDEX runs.run_items_version_idx`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because going back is rare
    ALTER TABLE runs.run_items DROP COLUMN parameter_row, DROP COLUMN assignee_user_id,
      DROP COLUMN spent_seconds,
      ADD CONSTRAINT run_items_run_id_testcase_version_id_key UNIQUE (run_id, testcase_version_id)`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because going back is rare
    DROP INDEX runs.runs_project_created_idx, runs.runs_correction_idx, runs.runs_matrix_idx`);
  await knex.raw('ALTER TABLE runs.runs DROP COLUMN verdict, DROP COLUMN matrix_id');
  await knex.raw('DROP TABLE runs.run_matrices');
}
