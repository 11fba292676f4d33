-- One learner on one track, with the first words of a chat and a synopsis.
INSERT INTO tracks.users (id, device_id, name) VALUES
  ('0190c000-0000-7000-8000-000000000001', 'demo-device', 'Lena');
INSERT INTO tracks.tracks (id, slug, title, description, goal) VALUES
  ('0190c000-0001-7000-8000-000000000001', 'sql-basics', 'SQL from the start', 'Tables, joins, indexes', 'Write a report alone');
INSERT INTO tracks.track_roadmap_items (id, track_id, position, text, done) VALUES
  ('0190c000-0002-7000-8000-000000000001', '0190c000-0001-7000-8000-000000000001', 0, 'SELECT and WHERE', true),
  ('0190c000-0002-7000-8000-000000000002', '0190c000-0001-7000-8000-000000000001', 1, 'JOIN', false),
  ('0190c000-0002-7000-8000-000000000003', '0190c000-0001-7000-8000-000000000001', 2, 'Indexes', false);
INSERT INTO tracks.chat_templates (id, scope, content) VALUES
  ('0190c000-0003-7000-8000-000000000001', 'global', 'You are a patient mentor. Answer in the language of the question.');
INSERT INTO tracks.track_sessions (id, user_id, track_id) VALUES
  ('0190c000-0004-7000-8000-000000000001', '0190c000-0000-7000-8000-000000000001', '0190c000-0001-7000-8000-000000000001');
INSERT INTO tracks.chat_threads (id, session_id, tab) VALUES
  ('0190c000-0005-7000-8000-000000000001', '0190c000-0004-7000-8000-000000000001', 'chat'),
  ('0190c000-0005-7000-8000-000000000002', '0190c000-0004-7000-8000-000000000001', 'practice'),
  ('0190c000-0005-7000-8000-000000000003', '0190c000-0004-7000-8000-000000000001', 'simulation');
INSERT INTO tracks.chat_messages (id, thread_id, role, content) VALUES
  ('0190c000-0006-7000-8000-000000000001', '0190c000-0005-7000-8000-000000000001', 'user', 'What is a JOIN?'),
  ('0190c000-0006-7000-8000-000000000002', '0190c000-0005-7000-8000-000000000001', 'assistant', 'Rows of two tables that belong together, side by side.');
INSERT INTO tracks.synopses (id, session_id, title) VALUES
  ('0190c000-0007-7000-8000-000000000001', '0190c000-0004-7000-8000-000000000001', 'SQL from the start');
INSERT INTO tracks.synopsis_versions (id, synopsis_id, version_num, items_json) VALUES
  ('0190c000-0008-7000-8000-000000000001', '0190c000-0007-7000-8000-000000000001', 1,
   '[{"type": "heading", "text": "JOIN"}, {"type": "definition", "term": "JOIN", "description": "Puts rows of two tables side by side"}]');
UPDATE tracks.synopses SET current_version_id = '0190c000-0008-7000-8000-000000000001';
