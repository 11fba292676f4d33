/**
 * Who is there, what they may, and what they did: users with their roles, sessions, tokens and settings, and
 * the audit log, which is only ever added to.
 * @import { Knex } from 'knex'
 */

/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw('CREATE SCHEMA identity');
  // A guest is a browser on this machine, known by its device; an account signs in with an email address.
  await knex.raw(`
    CREATE TABLE identity.users (
      id uuid PRIMARY KEY,
      display_name text NOT NULL,
      email text,
      password_hash text,
      device_id uuid,
      is_owner boolean NOT NULL DEFAULT false,
      is_active boolean NOT NULL DEFAULT true,
      merged_into_id uuid REFERENCES identity.users (id),
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      last_seen_at timestamptz,
      CONSTRAINT users_display_name_check CHECK (char_length(display_name) BETWEEN 1 AND 120),
      CONSTRAINT users_email_check CHECK (char_length(email) BETWEEN 3 AND 254),
      CONSTRAINT users_device_key UNIQUE (device_id),
      CONSTRAINT users_merged_check CHECK (merged_into_id IS NULL OR NOT is_active)
    )`);
  // An address is the same however it is capitalised, and stays as it was written.
  await knex.raw('CREATE UNIQUE INDEX users_email_key ON identity.users (lower(email))');
  await knex.raw('CREATE UNIQUE INDEX users_owner_key ON identity.users (is_owner) WHERE is_owner');
  await knex.raw(`
    CREATE TABLE identity.user_roles (
      user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
      role text NOT NULL,
      scope_type text NOT NULL DEFAULT 'global',
      scope_id text NOT NULL DEFAULT '',
      expires_at timestamptz,
      granted_by_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT user_roles_pkey PRIMARY KEY (user_id, scope_type, scope_id, role),
      CONSTRAINT user_roles_scope_check CHECK (
        CASE scope_type
          WHEN 'global' THEN scope_id = '' AND role IN ('viewer', 'engineer', 'lead', 'admin')
          WHEN 'area' THEN scope_id <> '' AND role IN ('viewer', 'engineer', 'lead', 'admin')
          WHEN 'project' THEN scope_id <> ''
            AND role IN ('viewer', 'engineer', 'lead', 'admin', 'editor', 'owner')
          ELSE false
        END
      )
    )`);
  await knex.raw('CREATE INDEX user_roles_scope_idx ON identity.user_roles (scope_type, scope_id)');
  await knex.raw(`
    CREATE TABLE identity.sessions (
      id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
      access_hash bytea NOT NULL,
      access_expires_at timestamptz NOT NULL,
      device text NOT NULL DEFAULT '',
      created_at timestamptz NOT NULL DEFAULT now(),
      last_seen_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      ended_at timestamptz,
      ended_because text,
      CONSTRAINT sessions_access_key UNIQUE (access_hash),
      CONSTRAINT sessions_ended_check CHECK (
        (ended_at IS NULL) = (ended_because IS NULL)
          AND ended_because IN ('signed_out', 'signed_out_elsewhere', 'password_changed', 'deactivated', 'token_reused')
      )
    )`);
  await knex.raw('CREATE INDEX sessions_user_idx ON identity.sessions (user_id, last_seen_at)');
  await knex.raw(`
    CREATE TABLE identity.auth_refresh_tokens (
      token_hash bytea PRIMARY KEY,
      session_id uuid NOT NULL REFERENCES identity.sessions (id) ON DELETE CASCADE,
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      used_at timestamptz
    )`);
  await knex.raw(
    'CREATE INDEX auth_refresh_tokens_session_idx ON identity.auth_refresh_tokens (session_id)',
  );
  await knex.raw(`
    CREATE TABLE identity.api_tokens (
      id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
      name text NOT NULL,
      token_hash bytea NOT NULL,
      access text NOT NULL,
      areas text[],
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz,
      CONSTRAINT api_tokens_hash_key UNIQUE (token_hash),
      CONSTRAINT api_tokens_name_check CHECK (char_length(name) BETWEEN 1 AND 120),
      CONSTRAINT api_tokens_access_check CHECK (access IN ('read', 'write'))
    )`);
  await knex.raw('CREATE INDEX api_tokens_user_idx ON identity.api_tokens (user_id)');
  await knex.raw(`
    CREATE TABLE identity.one_time_links (
      id uuid PRIMARY KEY,
      purpose text NOT NULL,
      token_hash bytea NOT NULL,
      user_id uuid REFERENCES identity.users (id) ON DELETE CASCADE,
      email text,
      role text,
      created_by_id uuid REFERENCES identity.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      used_at timestamptz,
      CONSTRAINT one_time_links_hash_key UNIQUE (token_hash),
      CONSTRAINT one_time_links_purpose_check CHECK (
        CASE purpose
          WHEN 'first-admin' THEN user_id IS NULL
          WHEN 'invitation' THEN user_id IS NULL AND role IN ('viewer', 'engineer', 'lead', 'admin')
          WHEN 'password-reset' THEN user_id IS NOT NULL
          ELSE false
        END
      )
    )`);
  await knex.raw('CREATE INDEX one_time_links_user_idx ON identity.one_time_links (user_id)');
  // Failed sign-ins by account, by address, and by both; the key is a hash, so the table names nobody.
  await knex.raw(`
    CREATE TABLE identity.sign_in_failures (
      key bytea PRIMARY KEY,
      failures integer NOT NULL,
      last_at timestamptz NOT NULL
    )`);
  await knex.raw('CREATE INDEX sign_in_failures_last_idx ON identity.sign_in_failures (last_at)');
  await knex.raw(`
    CREATE TABLE identity.user_settings (
      user_id uuid NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
      key text NOT NULL,
      value jsonb NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT user_settings_pkey PRIMARY KEY (user_id, key),
      CONSTRAINT user_settings_key_check CHECK (char_length(key) BETWEEN 1 AND 200)
    )`);
  // No foreign keys: what somebody did stands when they, or what they did it to, are gone.
  await knex.raw(`
    CREATE TABLE identity.audit_log (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      actor_id text NOT NULL,
      action text NOT NULL,
      area text NOT NULL,
      command text NOT NULL,
      entity_type text NOT NULL,
      entity_id text,
      project_id text,
      run_id text,
      before_json jsonb,
      after_json jsonb,
      request_id text,
      door text NOT NULL,
      CONSTRAINT audit_log_action_check CHECK (action IN (
        'create', 'update', 'delete', 'lock', 'unlock', 'status_change', 'assign_role', 'revoke_role',
        'attach', 'detach', 'import', 'sign_in', 'sign_out', 'sign_in_refused'
      )),
      CONSTRAINT audit_log_door_check CHECK (door IN ('trpc', 'rest', 'command_line', 'house'))
    )`);
  await knex.raw(
    'CREATE INDEX audit_log_entity_idx ON identity.audit_log (entity_type, entity_id, id DESC)',
  );
  await knex.raw('CREATE INDEX audit_log_actor_idx ON identity.audit_log (actor_id, id DESC)');
  await knex.raw(
    'CREATE INDEX audit_log_project_idx ON identity.audit_log (project_id, id DESC) WHERE project_id IS NOT NULL',
  );
  await knex.raw(`
    CREATE FUNCTION identity.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'identity.% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
    END $$`);
  await knex.raw(`
    CREATE TRIGGER audit_log_append_only
      BEFORE UPDATE OR DELETE OR TRUNCATE ON identity.audit_log
      FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_audit_change()`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw('DROP TABLE identity.audit_log');
  await knex.raw('DROP FUNCTION identity.refuse_audit_change');
  await knex.raw('DROP TABLE identity.user_settings');
  await knex.raw('DROP TABLE identity.sign_in_failures');
  await knex.raw('DROP TABLE identity.one_time_links');
  await knex.raw('DROP TABLE identity.api_tokens');
  await knex.raw('DROP TABLE identity.auth_refresh_tokens');
  await knex.raw('DROP TABLE identity.sessions');
  await knex.raw('DROP TABLE identity.user_roles');
  await knex.raw('DROP TABLE identity.users');
  await knex.raw('DROP SCHEMA identity');
}
