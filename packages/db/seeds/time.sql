-- One person with two areas, a project, three tasks, an hour of work, and a diagnostic given to a client.
INSERT INTO time.users_tg (id, telegram_id, username, first_name) VALUES (1, 100000001, 'vera', 'Vera');
INSERT INTO time.users_web (id, username, full_name, role, language, diagnostics_enabled, diagnostics_available) VALUES
  (1, 'vera', 'Vera', 'specialist', 'ru', true, '{1}'),
  (2, 'client', 'A client', 'client', 'en', false, '{}');
INSERT INTO time.areas (id, owner_id, name, type, color, is_active, parent_id, mp_path, depth, slug, title) VALUES
  (1, 100000001, 'Work', 'career', '#336699', true, NULL, '1', 0, 'work', 'Work'),
  (2, 100000001, 'Consulting', 'career', '#669933', true, 1, '1.2', 1, 'consulting', 'Consulting');
INSERT INTO time.projects (id, area_id, owner_id, name, status, slug, title) VALUES
  (1, 2, 100000001, 'Website of the practice', 'active', 'website', 'Website of the practice');
INSERT INTO time.tasks (id, owner_id, title, status, project_id, area_id, estimate_minutes) VALUES
  (1, 100000001, 'Write the texts', 'in_progress', 1, 2, 120),
  (2, 100000001, 'Choose photographs', 'todo', 1, 2, 60),
  (3, 100000001, 'Send the invoice', 'done', NULL, 1, 15);
INSERT INTO time.resources (id, owner_id, title, content, type, project_id, area_id) VALUES
  (1, 100000001, 'Tone of voice', 'Short sentences, no jargon.', 'note', 1, 2);
INSERT INTO time.time_entries (id, owner_id, task_id, start_time, end_time, description, project_id, area_id, activity_type, billable, source) VALUES
  (1, 100000001, 1, '2026-02-02 09:00Z', '2026-02-02 10:00Z', 'First draft', 1, 2, 'work', true, 'timer');
INSERT INTO time.roles (id, name, slug, is_system, grants_all) VALUES (1, 'Administrator', 'admin', true, true);
INSERT INTO time.user_roles (id, user_id, role_id, scope_type) VALUES (1, 1, 1, 'global');
INSERT INTO time.diagnostic_templates (id, slug, title, form_path) VALUES (1, 'stress', 'Stress', 'forms/stress.json');
INSERT INTO time.diagnostic_clients (id, user_id, specialist_id) VALUES (1, 2, 1);
INSERT INTO time.diagnostic_results (id, client_id, specialist_id, diagnostic_id, payload, submitted_at) VALUES
  (1, 1, 1, 1, '{"score": 12}', '2026-02-03 10:00Z');
-- The next row made by the app gets the next number.
SELECT setval(pg_get_serial_sequence(format('time.%I', name), 'id'), last)
FROM (VALUES
  ('users_tg', 1), ('users_web', 2), ('areas', 2), ('projects', 1), ('tasks', 3), ('resources', 1),
  ('time_entries', 1), ('roles', 1), ('user_roles', 1), ('diagnostic_clients', 1),
  ('diagnostic_results', 1)
) AS sequences (name, last);
