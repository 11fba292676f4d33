/**
 * The library of test cases as it is worked with here: suites in a tree and in an order, versions that are never
 * changed, steps that several cases share, and keys by which an import finds what it brought before.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw('ALTER TABLE runs.projects ADD COLUMN defect_url_pattern text');
  // A case that is made here is called by a number that no other case of the house has: C1, C2.
  await knex.raw('CREATE SEQUENCE runs.case_numbers');
  await knex.raw(`
    -- lint: allow opaque-block because it moves a sequence only
    DO $$ BEGIN
      PERFORM setval('runs.case_numbers', coalesce(
        (SELECT max(substring(key FROM '^C([0-9]{1,15})$')::bigint) FROM runs.testcases), 0) + 1, false);
    END $$`);
  await knex.raw(`
    ALTER TABLE runs.test_suites
      ADD COLUMN parent_id uuid REFERENCES runs.test_suites (id) ON DELETE RESTRICT,
      ADD COLUMN external_key text`);
  await knex.raw(`
    -- lint: allow index-without-concurrently because a library has some hundred suites
    CREATE INDEX test_suites_parent_idx ON runs.test_suites (parent_id)`);
  await knex.raw(`
    ALTER TABLE runs.testcases
      ADD COLUMN position integer NOT NULL DEFAULT 0,
      ADD COLUMN version_number integer NOT NULL DEFAULT 0,
      ADD COLUMN external_key text`);
  await knex.raw(`
    ALTER TABLE runs.testcase_versions
      ADD COLUMN title text,
      ADD COLUMN parameters_json jsonb NOT NULL DEFAULT '[]'`);
  await knex.raw('ALTER TABLE runs.testcases DISABLE TRIGGER USER');
  await knex.raw(`
    -- lint: allow backfill-with-ddl because a library has some thousand cases
    UPDATE runs.testcases AS c SET version_number = v.newest
    FROM (SELECT testcase_id, max(version_number) AS newest FROM runs.testcase_versions GROUP BY 1) AS v
    WHERE v.testcase_id = c.id`);
  await knex.raw('ALTER TABLE runs.testcases ENABLE TRIGGER USER');
  // What a version was called, so that it stays so when its case is called otherwise.
  await knex.raw(`
    -- lint: allow backfill-with-ddl because a library has some thousand cases
    UPDATE runs.testcase_versions AS v SET title = c.title FROM runs.testcases AS c WHERE c.id = v.testcase_id`);
  await sharedSteps(knex);
  await unchanging(knex);
}

/** @param {Knex} knex */
async function sharedSteps(knex) {
  await knex.raw(`
    CREATE TABLE runs.shared_steps (
      id uuid PRIMARY KEY,
      project_id uuid NOT NULL REFERENCES runs.projects (id) ON DELETE CASCADE,
      title text NOT NULL,
      version_number integer NOT NULL DEFAULT 1,
      is_archived boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT shared_steps_title_check CHECK (char_length(title) BETWEEN 1 AND 240)
    )`);
  await knex.raw('CREATE INDEX shared_steps_project_idx ON runs.shared_steps (project_id)');
  await knex.raw(`
    CREATE TABLE runs.shared_step_versions (
      id uuid PRIMARY KEY,
      shared_step_id uuid NOT NULL REFERENCES runs.shared_steps (id) ON DELETE CASCADE,
      version_number integer NOT NULL,
      title text NOT NULL,
      steps_json jsonb NOT NULL,
      change_note text NOT NULL DEFAULT '',
      created_by_user_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT shared_step_versions_number_key UNIQUE (shared_step_id, version_number),
      CONSTRAINT shared_step_versions_number_check CHECK (version_number > 0)
    )`);
}

/** @param {Knex} knex */
async function unchanging(knex) {
  // Who made a version may leave the house; nothing else of it ever changes.
  await knex.raw(`
    CREATE FUNCTION runs.refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NEW.created_by_user_id IS NULL
        AND to_jsonb(NEW) - 'created_by_user_id' = to_jsonb(OLD) - 'created_by_user_id'
      THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'a row of runs.% never changes: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
    END $$`);
  for (const table of ['testcase_versions', 'shared_step_versions']) {
    await knex.raw(`
      CREATE TRIGGER ${table}_never_change BEFORE UPDATE OR DELETE ON runs.${table}
        FOR EACH ROW EXECUTE FUNCTION runs.refuse_version_change()`);
  }
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TRIGGER testcase_versions_never_change ON runs.testcase_versions');
  await knex.raw('DROP TABLE runs.shared_step_versions, runs.shared_steps');
  await knex.raw('DROP FUNCTION runs.refuse_version_change');
  await knex.raw(
    'ALTER TABLE runs.testcase_versions DROP COLUMN title, DROP COLUMN parameters_json',
  );
  await knex.raw(
    'ALTER TABLE runs.testcases DROP COLUMN position, DROP COLUMN version_number, DROP COLUMN external_key',
  );
  await knex.raw('ALTER TABLE runs.test_suites DROP COLUMN parent_id, DROP COLUMN external_key');
  await knex.raw('DROP SEQUENCE runs.case_numbers');
  await knex.raw('ALTER TABLE runs.projects DROP COLUMN defect_url_pattern');
}
