/**
 * Time and projects as the production databases keep them: INTEGER keys from sequences, and two old
 * faults that later migrations mend: nothing forbids a second running timer of an owner, and resources
 * point by uuids at projects, areas and people whose keys are integers. The schema's name is quoted
 * where a type is named: `time` begins a type of its own there.
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
      username varchar(64) NOT NULL UNIQUE,
      email varchar(255),
      phone varchar(20),
      full_name varchar(255),
      password_hash varchar(255),
      role varchar(20),
      privacy_settings json,
      birthday date,
      language varchar(10),
      created_at timestamptz,
      updated_at timestamptz,
      diagnostics_enabled boolean NOT NULL DEFAULT false,
      diagnostics_active boolean NOT NULL DEFAULT true,
      diagnostics_available smallint[] NOT NULL DEFAULT '{}'
    )`);
  await knex.raw(`
    CREATE TABLE time.users_tg (
      id serial PRIMARY KEY,
      telegram_id bigint NOT NULL UNIQUE,
      username varchar(32) UNIQUE,
      first_name varchar(255),
      last_name varchar(255),
      language_code varchar(10),
      role varchar(20),
      bot_settings json,
      ics_token_hash varchar(64),
      created_at timestamptz,
      updated_at timestamptz
    )`);
}

/** @param {Knex} knex */
async function plans(knex) {
  await knex.raw(`
    CREATE TABLE time.areas (
      id serial PRIMARY KEY,
      owner_id bigint REFERENCES time.users_tg (telegram_id),
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
  await knex.raw('CREATE INDEX ix_areas_owner ON time.areas (owner_id)');
  await knex.raw(`
    CREATE TABLE time.projects (
      id serial PRIMARY KEY,
      area_id integer NOT NULL REFERENCES time.areas (id),
      owner_id bigint REFERENCES time.users_tg (telegram_id),
      name varchar(255) NOT NULL,
      description varchar(500),
      cognitive_cost integer,
      neural_priority double precision,
      schedule json,
      metrics json,
      start_date timestamp,
      end_date timestamp,
      status "time".projectstatus,
      slug varchar(255),
      archived_at timestamptz,
      created_at timestamp,
      updated_at timestamp,
      title text NOT NULL
    )`);
  await knex.raw('CREATE INDEX ix_projects_area_id ON time.projects (area_id)');
  await knex.raw(`
    CREATE TABLE time.tasks (
      id serial PRIMARY KEY,
      owner_id bigint REFERENCES time.users_tg (telegram_id),
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
      project_id integer REFERENCES time.projects (id),
      area_id integer REFERENCES time.areas (id),
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
      owner_id bigint REFERENCES time.users_tg (telegram_id),
      title varchar(255) NOT NULL,
      content varchar(2000),
      type varchar(50),
      meta json,
      archived_at timestamptz,
      created_at timestamp,
      updated_at timestamp,
      project_id uuid,
      area_id uuid,
      human_user_id uuid
    )`);
  await knex.raw('CREATE INDEX ix_resources_area ON time.resources (area_id)');
  await knex.raw('CREATE INDEX ix_resources_human ON time.resources (human_user_id)');
  await knex.raw('CREATE INDEX ix_resources_project ON time.resources (project_id)');
  await knex.raw(`
    CREATE TABLE time.time_entries (
      id serial PRIMARY KEY,
      owner_id bigint REFERENCES time.users_tg (telegram_id),
      task_id integer REFERENCES time.tasks (id),
      start_time timestamptz NOT NULL,
      end_time timestamptz,
      description varchar(500),
      project_id integer REFERENCES time.projects (id),
      area_id integer REFERENCES time.areas (id),
      activity_type "time".activitytype,
      billable boolean,
      source "time".timesource,
      created_at timestamptz,
      updated_at timestamptz
    )`);
}

/** @param {Knex} knex */
async function permissions(knex) {
  await knex.raw(`
    CREATE TABLE time.roles (
      id serial PRIMARY KEY,
      name varchar(50) NOT NULL UNIQUE,
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
      user_id integer REFERENCES time.users_web (id),
      role_id integer REFERENCES time.roles (id),
      expires_at timestamp,
      scope_type text NOT NULL,
      scope_id integer,
      granted_by integer,
      created_at timestamptz DEFAULT now(),
      CONSTRAINT uq_user_roles_assignment UNIQUE (user_id, role_id, scope_type, scope_id),
      CONSTRAINT fk_user_roles_granted_by FOREIGN KEY (granted_by)
        REFERENCES time.users_web (id),
      CONSTRAINT ck_user_roles_scope CHECK (scope_type IN ('global', 'area', 'project'))
    )`);
  await knex.raw('CREATE INDEX ix_user_roles_scope ON time.user_roles (scope_type, scope_id)');
  await knex.raw('CREATE INDEX ix_user_roles_user ON time.user_roles (user_id)');
  await knex.raw(`
    CREATE TABLE time.auth_permissions (
      id serial,
      name varchar(50) NOT NULL,
      description varchar(255),
      code text NOT NULL,
      bit_position smallint NOT NULL,
      category text,
      mutable boolean NOT NULL DEFAULT true,
      CONSTRAINT perms_pkey PRIMARY KEY (id),
      CONSTRAINT perms_name_key UNIQUE (name)
    )`);
  await knex.raw(`
    CREATE UNIQUE INDEX ux_auth_permissions_bit
      ON time.auth_permissions (bit_position)`);
  await knex.raw('CREATE UNIQUE INDEX ux_auth_permissions_code ON time.auth_permissions (code)');
  await knex.raw(`
    CREATE TABLE time.auth_audit_entries (
      id serial PRIMARY KEY,
      actor_user_id integer,
      target_user_id integer NOT NULL,
      action text NOT NULL,
      role_slug text,
      scope_type text NOT NULL DEFAULT 'global',
      scope_id integer,
      details jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT fk_auth_audit_actor FOREIGN KEY (actor_user_id)
        REFERENCES time.users_web (id),
      CONSTRAINT fk_auth_audit_target FOREIGN KEY (target_user_id)
        REFERENCES time.users_web (id),
      CONSTRAINT ck_auth_audit_scope CHECK (scope_type IN ('global', 'area', 'project'))
    )`);
  await knex.raw(`
    CREATE INDEX ix_auth_audit_actor
      ON time.auth_audit_entries (actor_user_id, created_at DESC)`);
  await knex.raw(`
    CREATE INDEX ix_auth_audit_target
      ON time.auth_audit_entries (target_user_id, created_at DESC)`);
}

/** @param {Knex} knex */
async function diagnostics(knex) {
  await knex.raw(`
    CREATE TABLE time.diagnostic_templates (
      id smallint PRIMARY KEY,
      slug text NOT NULL UNIQUE,
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
      user_id integer NOT NULL UNIQUE REFERENCES time.users_web (id) ON DELETE CASCADE,
      specialist_id integer REFERENCES time.users_web (id) ON DELETE SET NULL,
      is_new boolean NOT NULL DEFAULT true,
      in_archive boolean NOT NULL DEFAULT false,
      contact_permission boolean NOT NULL DEFAULT true,
      last_result_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE INDEX ix_diagnostic_clients_last_result
      ON time.diagnostic_clients (last_result_at DESC)`);
  await knex.raw(`
    CREATE INDEX ix_diagnostic_clients_specialist
      ON time.diagnostic_clients (specialist_id, in_archive, is_new)`);
  await knex.raw(`
    CREATE TABLE time.diagnostic_results (
      id bigserial PRIMARY KEY,
      client_id integer NOT NULL REFERENCES time.diagnostic_clients (id) ON DELETE CASCADE,
      specialist_id integer REFERENCES time.users_web (id) ON DELETE SET NULL,
      diagnostic_id smallint REFERENCES time.diagnostic_templates (id),
      payload jsonb NOT NULL DEFAULT '{}',
      open_answer text,
      submitted_at timestamptz NOT NULL DEFAULT now(),
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE INDEX ix_diagnostic_results_client
      ON time.diagnostic_results (client_id, submitted_at DESC)`);
  await knex.raw(`
    CREATE INDEX ix_diagnostic_results_specialist
      ON time.diagnostic_results (specialist_id, submitted_at DESC)`);
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
