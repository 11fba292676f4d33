/**
 * Time and projects as the production database keeps them: INTEGER keys from sequences. Where databases
 * drifted from it, this is what was meant: one running timer for each owner, and resources that point
 * at projects, areas and people with keys of their parents' type. The schema's name is quoted where a
 * type is named: `time` begins a type of its own there.
 * @import { Knex } from 'knex'
 */

const enums = {
  areatype: ['career', 'health', 'education', 'finance', 'personal'],
  projectstatus: ['active', 'paused', 'completed'],
  taskstatus: ['todo', 'in_progress', 'done'],
  taskcontrolstatus: ['active', 'done', 'dropped'],
  taskrefusereason: ['done', 'wont_do'],
  activitytype: ['work', 'learning', 'admin', 'rest', 'break_'],
  timesource: ['timer', 'manual', 'import_'],
};

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw('CREATE SCHEMA time');
  for (const [name, labels] of Object.entries(enums)) {
    await knex.raw(
      `CREATE TYPE "time".${name} AS ENUM (${labels.map((l) => `'${l}'`).join(', ')})`,
    );
  }
  await people(knex);
  await plans(knex);
  await entries(knex);
  await permissions(knex);
  await diagnostics(knex);
}

/** @param {Knex} knex */
async function people(knex) {
  await knex.raw(`
    CREATE TABLE time.users_web (
      id serial PRIMARY KEY,
      username varchar(64) NOT NULL CONSTRAINT users_web_username_key UNIQUE,
      email varchar(255),
      phone varchar(32),
      full_name varchar(255),
      password_hash varchar(255),
      role varchar(20),
      privacy_settings json,
      birthday date,
      language varchar(16),
      created_at timestamptz,
      updated_at timestamptz,
      diagnostics_enabled boolean NOT NULL DEFAULT false,
      diagnostics_active boolean NOT NULL DEFAULT true,
      diagnostics_available smallint[] NOT NULL DEFAULT '{}'
    )`);
  await knex.raw(`
    CREATE TABLE time.users_tg (
      id serial PRIMARY KEY,
      telegram_id bigint NOT NULL CONSTRAINT users_tg_telegram_id_key UNIQUE,
      username varchar(255),
      first_name varchar(255),
      last_name varchar(255),
      created_at timestamptz,
      updated_at timestamptz
    )`);
}

/** @param {Knex} knex */
async function plans(knex) {
  await knex.raw(`
    CREATE TABLE time.areas (
      id serial PRIMARY KEY,
      owner_id bigint,
      name varchar(255) NOT NULL,
      type "time".areatype,
      color varchar(7),
      context_map json,
      review_interval integer,
      review_interval_days integer,
      is_active boolean,
      archived_at timestamptz,
      parent_id integer REFERENCES time.areas (id) ON DELETE SET NULL,
      mp_path varchar NOT NULL,
      depth integer NOT NULL,
      slug varchar NOT NULL,
      created_at timestamp,
      updated_at timestamp,
      title text NOT NULL
    )`);
  await knex.raw(`
    CREATE TABLE time.projects (
      id serial PRIMARY KEY,
      area_id integer NOT NULL REFERENCES time.areas (id),
      owner_id bigint,
      name varchar(255) NOT NULL,
      description varchar(500),
      cognitive_cost integer,
      neural_priority double precision,
      schedule json,
      metrics json,
      start_date timestamp,
      end_date timestamp,
      status "time".projectstatus,
      slug varchar,
      archived_at timestamptz,
      created_at timestamp,
      updated_at timestamp,
      title text NOT NULL
    )`);
  await knex.raw(`
    CREATE TABLE time.tasks (
      id serial PRIMARY KEY,
      owner_id bigint,
      title varchar(255) NOT NULL,
      description varchar(500),
      due_date timestamptz,
      status "time".taskstatus,
      cognitive_cost integer,
      neural_priority double precision,
      repeat_config json,
      recurrence varchar(50),
      excluded_dates json,
      custom_properties json,
      schedule_type varchar(50),
      reschedule_count integer,
      project_id integer,
      area_id integer,
      estimate_minutes integer,
      created_at timestamptz,
      updated_at timestamptz,
      control_enabled boolean NOT NULL DEFAULT false,
      control_frequency integer,
      control_status "time".taskcontrolstatus NOT NULL DEFAULT 'active',
      control_next_at timestamptz,
      refused_reason "time".taskrefusereason,
      remind_policy jsonb DEFAULT '{}',
      is_watched boolean NOT NULL DEFAULT false
    )`);
}

/** @param {Knex} knex */
async function entries(knex) {
  await knex.raw(`
    CREATE TABLE time.resources (
      id serial PRIMARY KEY,
      owner_id bigint,
      title varchar(255) NOT NULL,
      content varchar(2000),
      type varchar(50),
      meta json,
      archived_at timestamptz,
      created_at timestamp,
      updated_at timestamp,
      project_id integer,
      area_id integer,
      human_user_id integer
    )`);
  await knex.raw(`
    CREATE TABLE time.time_entries (
      id serial PRIMARY KEY,
      owner_id bigint,
      task_id integer,
      start_time timestamptz NOT NULL,
      end_time timestamptz,
      description varchar(500),
      project_id integer,
      area_id integer,
      activity_type "time".activitytype,
      billable boolean,
      source "time".timesource,
      created_at timestamptz,
      updated_at timestamptz
    )`);
  await knex.raw(`
    CREATE UNIQUE INDEX ux_time_entries_running
      ON time.time_entries (owner_id) WHERE end_time IS NULL`);
}

/** @param {Knex} knex */
async function permissions(knex) {
  await knex.raw(`
    CREATE TABLE time.roles (
      id serial PRIMARY KEY,
      name varchar(50) NOT NULL,
      level integer,
      description varchar(255),
      slug text NOT NULL,
      permissions_mask bigint NOT NULL DEFAULT 0,
      is_system boolean NOT NULL DEFAULT false,
      grants_all boolean NOT NULL DEFAULT false
    )`);
  await knex.raw('CREATE UNIQUE INDEX ux_roles_slug ON time.roles (slug)');
  await knex.raw(`
    CREATE TABLE time.user_roles (
      id serial PRIMARY KEY,
      user_id integer,
      role_id integer,
      expires_at timestamp,
      scope_type text NOT NULL,
      scope_id integer,
      granted_by integer,
      created_at timestamptz DEFAULT now(),
      CONSTRAINT uq_user_roles_assignment UNIQUE (user_id, role_id, scope_type, scope_id),
      CONSTRAINT ck_user_roles_scope CHECK (scope_type IN ('global', 'area', 'project'))
    )`);
  await knex.raw(`
    CREATE TABLE time.auth_permissions (
      id serial PRIMARY KEY,
      name text NOT NULL,
      code text NOT NULL CONSTRAINT auth_permissions_code_key UNIQUE,
      bit_position smallint NOT NULL CONSTRAINT auth_permissions_bit_position_key UNIQUE,
      category text,
      mutable boolean NOT NULL DEFAULT true
    )`);
  await knex.raw(`
    CREATE TABLE time.auth_audit_entries (
      id serial PRIMARY KEY,
      actor_user_id integer,
      target_user_id integer NOT NULL,
      action text NOT NULL,
      role_slug text,
      scope_type text NOT NULL,
      scope_id integer,
      details jsonb,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
}

/** @param {Knex} knex */
async function diagnostics(knex) {
  await knex.raw(`
    CREATE TABLE time.diagnostic_templates (
      id smallserial PRIMARY KEY,
      slug text NOT NULL,
      title text NOT NULL,
      form_path text NOT NULL,
      sort_order smallint NOT NULL DEFAULT 0,
      is_active boolean NOT NULL DEFAULT true,
      config jsonb NOT NULL DEFAULT '{}',
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE TABLE time.diagnostic_clients (
      id serial PRIMARY KEY,
      user_id integer NOT NULL REFERENCES time.users_web (id) ON DELETE CASCADE,
      specialist_id integer REFERENCES time.users_web (id) ON DELETE SET NULL,
      is_new boolean NOT NULL DEFAULT true,
      in_archive boolean NOT NULL DEFAULT false,
      contact_permission boolean NOT NULL DEFAULT true,
      last_result_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE INDEX ix_diagnostic_clients_specialist
      ON time.diagnostic_clients (specialist_id, in_archive, is_new)`);
  await knex.raw(`
    CREATE INDEX ix_diagnostic_clients_last_result
      ON time.diagnostic_clients (last_result_at DESC)`);
  await knex.raw(`
    CREATE TABLE time.diagnostic_results (
      id bigserial PRIMARY KEY,
      client_id integer NOT NULL REFERENCES time.diagnostic_clients (id) ON DELETE CASCADE,
      specialist_id integer REFERENCES time.users_web (id) ON DELETE SET NULL,
      diagnostic_id smallint REFERENCES time.diagnostic_templates (id),
      payload jsonb NOT NULL DEFAULT '{}',
      open_answer text,
      submitted_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw(
    'DROP TABLE time.diagnostic_results, time.diagnostic_clients, time.diagnostic_templates',
  );
  await knex.raw('DROP TABLE time.auth_audit_entries, time.auth_permissions');
  await knex.raw('DROP TABLE time.user_roles, time.roles');
  await knex.raw('DROP TABLE time.time_entries, time.resources');
  await knex.raw('DROP TABLE time.tasks, time.projects, time.areas');
  await knex.raw('DROP TABLE time.users_tg, time.users_web');
  for (const name of Object.keys(enums).toReversed()) await knex.raw(`DROP TYPE "time".${name}`);
  await knex.raw('DROP SCHEMA time');
}
