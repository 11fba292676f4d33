-- A lab with one camera, one suite of two cases, a template, and a run in progress.
-- Nobody can sign in as these people: their password hashes match no password.
INSERT INTO runs.users (id, email, display_name, password_hash) VALUES
  ('0190b000-0000-7000-8000-000000000001', 'lead@example.com', 'Vera Lead', '!'),
  ('0190b000-0000-7000-8000-000000000002', 'engineer@example.com', 'Egor Engineer', '!');
INSERT INTO runs.user_roles (user_id, role) VALUES
  ('0190b000-0000-7000-8000-000000000001', 'lead'),
  ('0190b000-0000-7000-8000-000000000002', 'engineer');
INSERT INTO runs.projects (id, name, description, owner_user_id) VALUES
  ('0190b000-0001-7000-8000-000000000001', 'Camera lab', 'Acceptance of new firmware', '0190b000-0000-7000-8000-000000000001');
INSERT INTO runs.project_members (project_id, user_id, role) VALUES
  ('0190b000-0001-7000-8000-000000000001', '0190b000-0000-7000-8000-000000000001', 'owner'),
  ('0190b000-0001-7000-8000-000000000001', '0190b000-0000-7000-8000-000000000002', 'editor');
INSERT INTO runs.test_suites (id, project_id, key, name) VALUES
  ('0190b000-0002-7000-8000-000000000001', '0190b000-0001-7000-8000-000000000001', 'VIDEO', 'Video');
INSERT INTO runs.testcases (id, suite_id, key, title, estimated_minutes, complexity) VALUES
  ('0190b000-0003-7000-8000-000000000001', '0190b000-0002-7000-8000-000000000001', 'VIDEO-1', 'The stream starts within two seconds', 10, 2),
  ('0190b000-0003-7000-8000-000000000002', '0190b000-0002-7000-8000-000000000001', 'VIDEO-2', 'Night mode shows no noise', 25, 4);
INSERT INTO runs.testcase_versions (id, testcase_id, version_number, summary, steps_json, expected_json) VALUES
  ('0190b000-0004-7000-8000-000000000001', '0190b000-0003-7000-8000-000000000001', 1, 'RTSP start-up time', '["Open the stream"]', '["A picture within 2 s"]'),
  ('0190b000-0004-7000-8000-000000000002', '0190b000-0003-7000-8000-000000000002', 1, 'Picture at 0.1 lx', '["Darken the stand", "Record a minute"]', '["No visible noise"]');
INSERT INTO runs.assets (id, project_id, model, firmware_version, location_name, stand_name) VALUES
  ('0190b000-0005-7000-8000-000000000001', '0190b000-0001-7000-8000-000000000001', 'CAM-200', '1.4.2', 'Lab', 'Stand 1');
INSERT INTO runs.run_templates (id, project_id, key, name) VALUES
  ('0190b000-0006-7000-8000-000000000001', '0190b000-0001-7000-8000-000000000001', 'ACCEPTANCE', 'Firmware acceptance');
INSERT INTO runs.run_template_items (template_id, testcase_version_id, position, is_required) VALUES
  ('0190b000-0006-7000-8000-000000000001', '0190b000-0004-7000-8000-000000000001', 0, true),
  ('0190b000-0006-7000-8000-000000000001', '0190b000-0004-7000-8000-000000000002', 1, false);
INSERT INTO runs.runs (id, project_id, asset_id, template_id, title, status, executed_by_user_id, started_at) VALUES
  ('0190b000-0007-7000-8000-000000000001', '0190b000-0001-7000-8000-000000000001', '0190b000-0005-7000-8000-000000000001', '0190b000-0006-7000-8000-000000000001', 'CAM-200, firmware 1.4.2', 'in_progress', '0190b000-0000-7000-8000-000000000002', '2026-02-02 09:00Z');
INSERT INTO runs.run_items (id, run_id, testcase_version_id, position, is_required) VALUES
  ('0190b000-0008-7000-8000-000000000001', '0190b000-0007-7000-8000-000000000001', '0190b000-0004-7000-8000-000000000001', 0, true),
  ('0190b000-0008-7000-8000-000000000002', '0190b000-0007-7000-8000-000000000001', '0190b000-0004-7000-8000-000000000002', 1, false);
INSERT INTO runs.run_results (id, run_item_id, status, comment) VALUES
  ('0190b000-0009-7000-8000-000000000001', '0190b000-0008-7000-8000-000000000001', 'ok', '1.2 s');
