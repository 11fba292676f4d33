/**
 * The controlled workflow of test runs, beside the first generation's tables: suites of versioned test
 * cases, templates, runs that are locked, and the audit log.
 * @import { Knex } from 'knex'
 */

const enums = {
  user_role: ['admin', 'lead', 'engineer', 'viewer'],
  run_status: ['draft', 'in_progress', 'done', 'locked'],
  result_status: ['ok', 'fail', 'na'],
  audit_action: [
    'create',
    'update',
    'delete',
    'lock',
    'unlock',
    'status_change',
    'assign_role',
    'revoke_role',
    'attach',
    'detach',
  ],
};

const touched = [
  'user_roles',
  'test_suites',
  'testcases',
  'assets',
  'run_templates',
  'runs',
  'fail_reasons',
];

const failReasons = [
  ['firmware_bug', 'Firmware bug'],
  ['hardware_issue', 'Hardware issue'],
  ['environment_issue', 'Environment issue'],
  ['test_data_issue', 'Test data issue'],
  ['requirements_gap', 'Requirements gap'],
  ['rtsp_stream_codec_bitrate', 'RTSP: stream, codec, bitrate'],
  ['onvif_compatibility', 'ONVIF compatibility'],
  ['network_dhcp_ipv6_multicast_ports', 'Network: DHCP, IPv6, multicast, ports'],
  ['video_wdr_night_noise_blur', 'Video: WDR, night, noise, blur'],
  ['events_detection_false_positives', 'Events: detection, false positives'],
  ['recording_sd_nfs_ftp', 'Recording: SD, NFS, FTP'],
  ['ui_settings_persistence', 'UI: settings are kept'],
  ['performance_overheat_reboot', 'Performance: overheating, reboots'],
];

/** @param {Knex} knex */
export async function up(knex) {
  for (const [name, labels] of Object.entries(enums)) {
    await knex.raw(`CREATE TYPE runs.${name} AS ENUM (${labels.map((l) => `'${l}'`).join(', ')})`);
  }
  await suites(knex);
  await templates(knex);
  await runs(knex);
  await results(knex);
  await auditLog(knex);
  for (const table of touched) {
    await knex.raw(`
      CREATE TRIGGER trg_${table}_set_updated_at BEFORE UPDATE ON runs.${table}
        FOR EACH ROW EXECUTE FUNCTION runs.set_updated_at()`);
  }
  for (const [code, title] of failReasons) {
    await knex.raw(`INSERT INTO runs.fail_reasons (code, title) VALUES ('${code}', '${title}')`);
  }
}

/** @param {Knex} knex */
async function suites(knex) {
  await knex.raw(`
    CREATE TABLE runs.user_roles (
      user_id uuid NOT NULL REFERENCES runs.users (id) ON DELETE CASCADE,
      role runs.user_role NOT NULL,
      assigned_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (user_id, role)
    )`);
  await knex.raw('CREATE INDEX idx_user_roles_role ON runs.user_roles (role)');
  await knex.raw(`
    CREATE TABLE runs.test_suites (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      project_id uuid REFERENCES runs.projects (id) ON DELETE CASCADE,
      key text NOT NULL,
      name text NOT NULL CHECK (length(trim(name)) BETWEEN 2 AND 200),
      description text NOT NULL DEFAULT '',
      position integer NOT NULL DEFAULT 0,
      is_archived boolean NOT NULL DEFAULT false,
      created_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      updated_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (project_id, key)
    )`);
  await knex.raw(`
    CREATE INDEX idx_test_suites_project_position
      ON runs.test_suites (project_id, position)`);
  await knex.raw(`
    CREATE TABLE runs.testcases (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      suite_id uuid NOT NULL REFERENCES runs.test_suites (id) ON DELETE CASCADE,
      key text NOT NULL,
      title text NOT NULL CHECK (length(trim(title)) BETWEEN 2 AND 240),
      is_required boolean NOT NULL DEFAULT true,
      estimated_minutes integer CHECK (estimated_minutes IS NULL OR estimated_minutes > 0),
      complexity smallint CHECK (complexity BETWEEN 1 AND 5),
      is_archived boolean NOT NULL DEFAULT false,
      created_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      updated_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (suite_id, key)
    )`);
  await knex.raw('CREATE INDEX idx_testcases_suite_id ON runs.testcases (suite_id)');
  await knex.raw(`
    CREATE TABLE runs.testcase_versions (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      testcase_id uuid NOT NULL REFERENCES runs.testcases (id) ON DELETE CASCADE,
      version_number integer NOT NULL CHECK (version_number > 0),
      summary text NOT NULL DEFAULT '',
      preconditions text NOT NULL DEFAULT '',
      steps_json jsonb NOT NULL DEFAULT '[]',
      expected_json jsonb NOT NULL DEFAULT '[]',
      typical_artifacts_json jsonb NOT NULL DEFAULT '[]',
      common_mistakes_json jsonb NOT NULL DEFAULT '[]',
      is_mandatory boolean NOT NULL DEFAULT true,
      estimated_minutes integer CHECK (estimated_minutes IS NULL OR estimated_minutes > 0),
      complexity smallint CHECK (complexity BETWEEN 1 AND 5),
      change_note text NOT NULL DEFAULT '',
      created_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (testcase_id, version_number)
    )`);
  await knex.raw(`
    CREATE INDEX idx_testcase_versions_testcase_id
      ON runs.testcase_versions (testcase_id)`);
  await knex.raw(`
    CREATE TABLE runs.tags (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      name citext NOT NULL UNIQUE,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE TABLE runs.testcase_tags (
      testcase_id uuid NOT NULL REFERENCES runs.testcases (id) ON DELETE CASCADE,
      tag_id uuid NOT NULL REFERENCES runs.tags (id) ON DELETE CASCADE,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (testcase_id, tag_id)
    )`);
}

/** @param {Knex} knex */
async function templates(knex) {
  await knex.raw(`
    CREATE TABLE runs.assets (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      project_id uuid NOT NULL REFERENCES runs.projects (id) ON DELETE CASCADE,
      asset_type text NOT NULL DEFAULT 'camera',
      model text NOT NULL DEFAULT '',
      firmware_version text NOT NULL DEFAULT '',
      location_name text NOT NULL DEFAULT '',
      stand_name text NOT NULL DEFAULT '',
      serial_number text,
      metadata_json jsonb NOT NULL DEFAULT '{}',
      is_active boolean NOT NULL DEFAULT true,
      created_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      updated_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw('CREATE INDEX idx_assets_project_id ON runs.assets (project_id)');
  await knex.raw(`
    CREATE TABLE runs.run_templates (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      project_id uuid REFERENCES runs.projects (id) ON DELETE CASCADE,
      key text NOT NULL,
      name text NOT NULL,
      description text NOT NULL DEFAULT '',
      is_active boolean NOT NULL DEFAULT true,
      created_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      updated_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (project_id, key)
    )`);
  await knex.raw(`
    CREATE TABLE runs.run_template_items (
      template_id uuid NOT NULL REFERENCES runs.run_templates (id) ON DELETE CASCADE,
      testcase_version_id uuid NOT NULL REFERENCES runs.testcase_versions (id) ON DELETE RESTRICT,
      position integer NOT NULL DEFAULT 0,
      is_required boolean NOT NULL DEFAULT true,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (template_id, testcase_version_id)
    )`);
  await knex.raw(`
    CREATE INDEX idx_run_template_items_template_position
      ON runs.run_template_items (template_id, position)`);
}

/** @param {Knex} knex */
async function runs(knex) {
  await knex.raw(`
    CREATE TABLE runs.runs (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      project_id uuid NOT NULL REFERENCES runs.projects (id) ON DELETE RESTRICT,
      asset_id uuid REFERENCES runs.assets (id) ON DELETE SET NULL,
      template_id uuid REFERENCES runs.run_templates (id) ON DELETE SET NULL,
      title text NOT NULL DEFAULT 'New run',
      status runs.run_status NOT NULL DEFAULT 'draft',
      executed_by_user_id uuid NOT NULL REFERENCES runs.users (id) ON DELETE RESTRICT,
      lead_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      started_at timestamptz,
      finished_at timestamptz,
      locked_at timestamptz,
      locked_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      correction_of_run_id uuid REFERENCES runs.runs (id) ON DELETE SET NULL,
      fail_reason_code text,
      fail_summary text NOT NULL DEFAULT '',
      report_json jsonb NOT NULL DEFAULT '{}',
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT chk_runs_status_timestamps CHECK (
        status = 'draft'
        OR (status = 'in_progress' AND started_at IS NOT NULL)
        OR (status = 'done' AND started_at IS NOT NULL AND finished_at IS NOT NULL)
        OR (status = 'locked' AND started_at IS NOT NULL AND finished_at IS NOT NULL
          AND locked_at IS NOT NULL)
      )
    )`);
  await knex.raw('CREATE INDEX idx_runs_executed_by ON runs.runs (executed_by_user_id)');
  await knex.raw('CREATE INDEX idx_runs_project_status ON runs.runs (project_id, status)');
  await knex.raw('CREATE INDEX idx_runs_started_at ON runs.runs (started_at)');
  await knex.raw(`
    CREATE TABLE runs.run_items (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      run_id uuid NOT NULL REFERENCES runs.runs (id) ON DELETE CASCADE,
      testcase_version_id uuid NOT NULL REFERENCES runs.testcase_versions (id) ON DELETE RESTRICT,
      position integer NOT NULL DEFAULT 0,
      is_required boolean NOT NULL DEFAULT true,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (run_id, testcase_version_id)
    )`);
  await knex.raw('CREATE INDEX idx_run_items_run_position ON runs.run_items (run_id, position)');
}

/** @param {Knex} knex */
async function results(knex) {
  await knex.raw(`
    CREATE TABLE runs.fail_reasons (
      code text PRIMARY KEY,
      title text NOT NULL,
      description text NOT NULL DEFAULT '',
      is_active boolean NOT NULL DEFAULT true,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE TABLE runs.run_results (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      run_item_id uuid NOT NULL UNIQUE REFERENCES runs.run_items (id) ON DELETE CASCADE,
      status runs.result_status NOT NULL DEFAULT 'na',
      fail_reason_code text REFERENCES runs.fail_reasons (code) ON DELETE SET NULL,
      comment text NOT NULL DEFAULT '',
      measured_value text,
      updated_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw('CREATE INDEX idx_run_results_fail_reason ON runs.run_results (fail_reason_code)');
  await knex.raw('CREATE INDEX idx_run_results_status ON runs.run_results (status)');
  await knex.raw(`
    CREATE TABLE runs.attachments (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      run_id uuid REFERENCES runs.runs (id) ON DELETE CASCADE,
      run_result_id uuid REFERENCES runs.run_results (id) ON DELETE CASCADE,
      storage_provider text NOT NULL DEFAULT 'local',
      storage_key text NOT NULL,
      file_name text NOT NULL DEFAULT '',
      mime_type text NOT NULL,
      size_bytes bigint NOT NULL CHECK (size_bytes > 0),
      uploaded_by_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT chk_attachments_scope CHECK (run_id IS NOT NULL OR run_result_id IS NOT NULL)
    )`);
  await knex.raw('CREATE INDEX idx_attachments_run_id ON runs.attachments (run_id)');
  await knex.raw('CREATE INDEX idx_attachments_run_result_id ON runs.attachments (run_result_id)');
}

/** @param {Knex} knex */
async function auditLog(knex) {
  await knex.raw(`
    CREATE TABLE runs.audit_log (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      actor_user_id uuid REFERENCES runs.users (id) ON DELETE SET NULL,
      action runs.audit_action NOT NULL,
      entity_type text NOT NULL,
      entity_id uuid,
      context_project_id uuid REFERENCES runs.projects (id) ON DELETE SET NULL,
      context_run_id uuid REFERENCES runs.runs (id) ON DELETE SET NULL,
      before_json jsonb,
      after_json jsonb,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE INDEX idx_audit_log_actor_created_at
      ON runs.audit_log (actor_user_id, created_at DESC)`);
  await knex.raw(`
    CREATE INDEX idx_audit_log_entity
      ON runs.audit_log (entity_type, entity_id, created_at DESC)`);
  await knex.raw(`
    CREATE INDEX idx_audit_log_project_created_at
      ON runs.audit_log (context_project_id, created_at DESC)`);
}

/** @param {Knex} knex */
export async function down(knex) {
  await knex.raw(
    'DROP TABLE runs.audit_log, runs.attachments, runs.run_results, runs.fail_reasons',
  );
  await knex.raw('DROP TABLE runs.run_items, runs.runs');
  await knex.raw('DROP TABLE runs.run_template_items, runs.run_templates, runs.assets');
  await knex.raw('DROP TABLE runs.testcase_tags, runs.tags, runs.testcase_versions');
  await knex.raw('DROP TABLE runs.testcases, runs.test_suites, runs.user_roles');
  for (const name of Object.keys(enums).toReversed()) await knex.raw(`DROP TYPE runs.${name}`);
}
