/**
 * Manual test runs as the first generation of the program kept them: people, projects, checklists and
 * what came of them. A database of that program is adopted at this revision instead of being built here.
 * @import { Knex } from 'knex'
 */

const touched = [
  'users',
  'projects',
  'project_members',
  'test_sections',
  'test_cases',
  'test_runs',
];

/** @param {Knex} knex */
export async function up(knex) {
  // The mark tells `down` that nobody had the extension before.
  await knex.raw(`
    -- lint: allow opaque-block because it only makes an extension, and locks no table
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citext') THEN
        CREATE EXTENSION IF NOT EXISTS citext SCHEMA public;
        COMMENT ON EXTENSION citext IS 'made by runs_baseline_v1';
      END IF;
    END $$`);
  await knex.raw('CREATE SCHEMA runs');
  await knex.raw("CREATE TYPE runs.project_role AS ENUM ('owner', 'editor', 'viewer')");
  await knex.raw("CREATE TYPE runs.test_status AS ENUM ('pending', 'passed', 'failed', 'maybe')");
  await knex.raw(`
    CREATE FUNCTION runs.set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END $$`);
  await peopleAndProjects(knex);
  await checklists(knex);
  await results(knex);
  for (const table of touched) {
    await knex.raw(`
      CREATE TRIGGER trg_${table}_set_updated_at BEFORE UPDATE ON runs.${table}
        FOR EACH ROW EXECUTE FUNCTION runs.set_updated_at()`);
  }
}

/** @param {Knex} knex */
async function peopleAndProjects(knex) {
  await knex.raw(`
    CREATE TABLE runs.users (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      email citext NOT NULL UNIQUE,
      display_name text NOT NULL CHECK (length(trim(display_name)) BETWEEN 2 AND 120),
      password_hash text NOT NULL,
      is_active boolean NOT NULL DEFAULT true,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE TABLE runs.auth_refresh_tokens (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      user_id uuid NOT NULL REFERENCES runs.users (id) ON DELETE CASCADE,
      token_hash text NOT NULL UNIQUE,
      expires_at timestamptz NOT NULL,
      revoked_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE INDEX idx_auth_refresh_tokens_expires_at
      ON runs.auth_refresh_tokens (expires_at)`);
  await knex.raw(`
    CREATE INDEX idx_auth_refresh_tokens_user_id
      ON runs.auth_refresh_tokens (user_id)`);
  await knex.raw(`
    CREATE TABLE runs.projects (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      name text NOT NULL CHECK (length(trim(name)) BETWEEN 3 AND 160),
      description text NOT NULL DEFAULT '',
      owner_user_id uuid NOT NULL REFERENCES runs.users (id) ON DELETE RESTRICT,
      archived_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw('CREATE INDEX idx_projects_archived_at ON runs.projects (archived_at)');
  await knex.raw('CREATE INDEX idx_projects_owner_user_id ON runs.projects (owner_user_id)');
  await knex.raw(`
    CREATE TABLE runs.project_members (
      project_id uuid NOT NULL REFERENCES runs.projects (id) ON DELETE CASCADE,
      user_id uuid NOT NULL REFERENCES runs.users (id) ON DELETE CASCADE,
      role runs.project_role NOT NULL,
      added_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (project_id, user_id)
    )`);
  await knex.raw('CREATE INDEX idx_project_members_role ON runs.project_members (role)');
  await knex.raw('CREATE INDEX idx_project_members_user_id ON runs.project_members (user_id)');
}

/** @param {Knex} knex */
async function checklists(knex) {
  await knex.raw(`
    CREATE TABLE runs.test_sections (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      project_id uuid NOT NULL REFERENCES runs.projects (id) ON DELETE CASCADE,
      name text NOT NULL CHECK (length(trim(name)) BETWEEN 2 AND 200),
      icon text NOT NULL DEFAULT '🧩',
      position integer NOT NULL DEFAULT 0,
      is_archived boolean NOT NULL DEFAULT false,
      created_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      updated_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw('CREATE INDEX idx_test_sections_project_id ON runs.test_sections (project_id)');
  await knex.raw(`
    CREATE INDEX idx_test_sections_project_position
      ON runs.test_sections (project_id, position)`);
  await knex.raw(`
    CREATE UNIQUE INDEX uq_test_sections_project_name_active
      ON runs.test_sections (project_id, lower(name)) WHERE is_archived = false`);
  await knex.raw(`
    CREATE TABLE runs.test_cases (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      section_id uuid NOT NULL REFERENCES runs.test_sections (id) ON DELETE CASCADE,
      name text NOT NULL CHECK (length(trim(name)) BETWEEN 2 AND 240),
      details text NOT NULL DEFAULT '',
      position integer NOT NULL DEFAULT 0,
      is_archived boolean NOT NULL DEFAULT false,
      created_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      updated_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw('CREATE INDEX idx_test_cases_section_id ON runs.test_cases (section_id)');
  await knex.raw(`
    CREATE INDEX idx_test_cases_section_position
      ON runs.test_cases (section_id, position)`);
  await knex.raw(`
    CREATE UNIQUE INDEX uq_test_cases_section_name_active
      ON runs.test_cases (section_id, lower(name)) WHERE is_archived = false`);
}

/** @param {Knex} knex */
async function results(knex) {
  await knex.raw(`
    CREATE TABLE runs.test_runs (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      project_id uuid NOT NULL REFERENCES runs.projects (id) ON DELETE CASCADE,
      title text NOT NULL DEFAULT 'New test run',
      camera_model text,
      firmware_version text,
      tester_name text,
      test_date date NOT NULL DEFAULT CURRENT_DATE,
      created_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      started_at timestamptz NOT NULL DEFAULT now(),
      completed_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw('CREATE INDEX idx_test_runs_project_id ON runs.test_runs (project_id)');
  await knex.raw('CREATE INDEX idx_test_runs_test_date ON runs.test_runs (test_date)');
  await knex.raw(`
    CREATE TABLE runs.run_test_results (
      run_id uuid NOT NULL REFERENCES runs.test_runs (id) ON DELETE CASCADE,
      test_case_id uuid NOT NULL REFERENCES runs.test_cases (id) ON DELETE CASCADE,
      status runs.test_status NOT NULL DEFAULT 'pending',
      note text NOT NULL DEFAULT '',
      updated_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      updated_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (run_id, test_case_id)
    )`);
  await knex.raw('CREATE INDEX idx_run_test_results_status ON runs.run_test_results (status)');
  await knex.raw(`
    CREATE TABLE runs.run_test_screenshots (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      run_id uuid NOT NULL,
      test_case_id uuid NOT NULL,
      storage_provider text NOT NULL DEFAULT 'local',
      storage_key text NOT NULL,
      file_name text,
      mime_type text NOT NULL,
      size_bytes bigint NOT NULL CHECK (size_bytes > 0),
      uploaded_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT fk_run_test_screenshots_result FOREIGN KEY (run_id, test_case_id)
        REFERENCES runs.run_test_results (run_id, test_case_id) ON DELETE CASCADE,
      CONSTRAINT chk_run_test_screenshots_mime CHECK (mime_type LIKE 'image/%')
    )`);
  await knex.raw(`
    CREATE INDEX idx_run_test_screenshots_run_case
      ON runs.run_test_screenshots (run_id, test_case_id)`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE runs.run_test_screenshots, runs.run_test_results, runs.test_runs');
  await knex.raw('DROP TABLE runs.test_cases, runs.test_sections');
  await knex.raw('DROP TABLE runs.project_members, runs.projects');
  await knex.raw('DROP TABLE runs.auth_refresh_tokens, runs.users');
  await knex.raw('DROP FUNCTION runs.set_updated_at');
  await knex.raw('DROP TYPE runs.test_status');
  await knex.raw('DROP TYPE runs.project_role');
  await knex.raw('DROP SCHEMA runs');
  // It stays where others came to use it.
  await knex.raw(`
    -- lint: allow opaque-block because it drops the extension of up only while no column is of its type
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citext'
          AND obj_description(oid, 'pg_extension') = 'made by runs_baseline_v1') THEN
        DROP EXTENSION citext;
      END IF;
    EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
    END $$`);
}
