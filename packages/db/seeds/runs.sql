-- The project of a camera lab: a library of sixty cases, four benches, two templates, and twelve runs of the last weeks.
-- Nobody can sign in as these people: they have no passwords.
INSERT INTO identity.users (id, email, display_name, created_at) VALUES
  ('0190b000-0000-7000-8000-000000000001', 'vera@camera-lab.example', 'Vera Sokolova', now() - interval '90 days'),
  ('0190b000-0000-7000-8000-000000000002', 'egor@camera-lab.example', 'Egor Melnikov', now() - interval '90 days'),
  ('0190b000-0000-7000-8000-000000000003', 'mira@camera-lab.example', 'Mira Jensen', now() - interval '80 days');
INSERT INTO identity.user_roles (user_id, role) VALUES
  ('0190b000-0000-7000-8000-000000000001', 'lead'),
  ('0190b000-0000-7000-8000-000000000002', 'engineer'),
  ('0190b000-0000-7000-8000-000000000003', 'engineer');
INSERT INTO runs.projects (id, name, description, owner_user_id, defect_url_pattern, created_at, updated_at) VALUES
  ('0190b000-0001-7000-8000-000000000001', 'Camera lab', 'Acceptance of firmware before it goes to customers.',
   '0190b000-0000-7000-8000-000000000001', 'https://tracker.camera-lab.example/browse/{key}',
   now() - interval '88 days', now() - interval '88 days');
INSERT INTO identity.user_roles (user_id, role, scope_type, scope_id) VALUES
  ('0190b000-0000-7000-8000-000000000001', 'owner', 'project', '0190b000-0001-7000-8000-000000000001'),
  ('0190b000-0000-7000-8000-000000000002', 'editor', 'project', '0190b000-0001-7000-8000-000000000001'),
  ('0190b000-0000-7000-8000-000000000003', 'editor', 'project', '0190b000-0001-7000-8000-000000000001');

CREATE TEMPORARY TABLE seed_suites (n int, parent int, name text) ON COMMIT DROP;
INSERT INTO seed_suites VALUES
  (1, NULL, 'Video'), (2, 1, 'Image quality'), (3, 1, 'Streaming'), (4, NULL, 'Network'), (5, 4, 'ONVIF'),
  (6, 4, 'Access and encryption'), (7, NULL, 'Events'), (8, NULL, 'Recording'), (9, NULL, 'Web interface'),
  (10, NULL, 'Hardware'), (11, NULL, 'Firmware');
INSERT INTO runs.test_suites (id, project_id, parent_id, key, name, position, created_by_user_id, updated_by_user_id)
SELECT ('0190b000-0002-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '0190b000-0001-7000-8000-000000000001',
  ('0190b000-0002-7000-8000-' || lpad(parent::text, 12, '0'))::uuid, 'S' || n, name,
  row_number() OVER (PARTITION BY parent ORDER BY n) - 1,
  '0190b000-0000-7000-8000-000000000001', '0190b000-0000-7000-8000-000000000001'
FROM seed_suites ORDER BY n;

-- Steps are `action > what is seen`, one behind the other. What is measured: about how much, and in what.
CREATE TEMPORARY TABLE seed_cases (
  n int, suite int, level text, minutes int, complexity int, about numeric, unit text, title text, steps text
) ON COMMIT DROP;
INSERT INTO seed_cases VALUES
  (1, 11, 'L0', 10, 2, 48, 's', 'The camera boots and shows a picture', 'Connect the power > The status light blinks | Wait for a steady light > It takes less than 60 s | Open the live view > A picture in colour'),
  (2, 11, 'L0', 20, 3, 190, 's', 'The firmware is updated from the previous version', 'Upload the file of the firmware > Its version is shown | Confirm > The progress goes to 100 % | Wait for the restart > The new version is shown | Compare the settings > They are as they were'),
  (3, 11, 'L1', 15, 3, NULL, NULL, 'A damaged firmware file is refused', 'Change a byte in the file and upload it > It is refused with a reason | Open the live view > The old version goes on running'),
  (4, 11, 'L1', 20, 4, NULL, NULL, 'Power that fails during an update leaves a camera that starts', 'Start an update > It is under way | Pull the plug at 50 % > The camera is off | Connect the power > It starts with one of the two versions'),
  (5, 11, 'L2', 15, 2, NULL, NULL, 'Settings are exported and imported', 'Export the settings > A file is saved | Reset to factory settings > All are defaults | Import the file > The settings are back'),
  (6, 3, 'L0', 10, 2, 1.2, 's', 'The main stream starts', 'Open the RTSP address of the main stream > A picture within 2 s | Watch for five minutes > No break'),
  (7, 3, 'L0', 10, 2, 1.4, 's', 'The second stream starts beside the main one', 'Open both streams > Two pictures | Stop the main stream > The second goes on'),
  (8, 3, 'L1', 25, 3, 25, 'fps', 'Every resolution is streamed', 'Set {{resolution}} at {{fps}} > The setting is kept | Open the stream and read its properties > {{resolution}}, {{fps}}'),
  (9, 3, 'L1', 20, 3, 4.1, 'Mbit/s', 'The bitrate keeps its limit', 'Set a constant bitrate of 4 Mbit/s > It is kept | Move a test pattern before the lens > Measured for a minute, within 10 %'),
  (10, 3, 'L1', 15, 2, NULL, NULL, 'H.265 and H.264 are switched without a restart', 'Switch to H.265 > The stream is back within 5 s | Switch to H.264 > The stream is back within 5 s'),
  (11, 3, 'L2', 40, 4, 12, 'clients', 'Ten clients watch at once', 'Open the main stream ten times > Ten pictures | Watch for half an hour > Frames are lost on none'),
  (12, 3, 'L2', 30, 4, 180, 'ms', 'The delay of the live view', 'Film a running clock > It is seen in the live view | Photograph both clocks ten times > The difference is below 300 ms'),
  (13, 2, 'L0', 15, 2, NULL, NULL, 'Colours are right by day', 'Light the chart with 5000 K > White is white | Compare with the reference picture > No cast'),
  (14, 2, 'L1', 25, 4, 0.1, 'lx', 'Night mode shows no noise', 'Darken the stand to 0.1 lx > Night mode is on | Record a minute > No visible noise'),
  (15, 2, 'L1', 20, 3, 3, 's', 'Day and night are switched', 'Lower the light slowly > Night mode is on below 2 lx | Raise it > Day mode is on above 5 lx | Let it waver about 3 lx > It does not flicker'),
  (16, 2, 'L1', 25, 4, 118, 'dB', 'Wide dynamic range holds light and shade', 'Put the lamp behind the chart > The chart is legible | Switch the range off > It is dark'),
  (17, 2, 'L1', 20, 3, NULL, NULL, 'The focus holds over temperature', 'Focus at 20 °C > The chart is sharp | Warm the chamber to 45 °C > It is still sharp'),
  (18, 2, 'L2', 20, 3, NULL, NULL, 'Fog reduction does what it says', 'Put the filter before the lens > Contrast is low | Switch it on > Contrast is better, edges have no halo'),
  (19, 2, 'L2', 15, 2, NULL, NULL, 'Privacy masks cover what they are to cover', 'Draw two masks > They are black in the live view | Open every stream > They are black in each'),
  (20, 4, 'L0', 10, 1, NULL, NULL, 'The camera gets an address by DHCP', 'Connect to the lab network > An address within 20 s | Renew the lease > The address stays'),
  (21, 4, 'L0', 10, 2, NULL, NULL, 'A fixed address is kept over a restart', 'Set a fixed address > The page moves there | Restart > It answers there'),
  (22, 4, 'L1', 20, 3, NULL, NULL, 'IPv6 works beside IPv4', 'Switch IPv6 on > It has an address | Open the page by IPv6 > It is shown | Open the stream by IPv6 > A picture'),
  (23, 4, 'L1', 25, 4, NULL, NULL, 'Multicast reaches two receivers', 'Switch multicast on > The group is shown | Join with two receivers > Both have a picture | Look at the switch > One copy is sent'),
  (24, 4, 'L1', 15, 2, 12, 's', 'The stream is back after the cable was out', 'Pull the cable for a minute > The stream stops | Put it back > A picture within 15 s'),
  (25, 4, 'L2', 20, 3, NULL, NULL, 'Ports that are switched off do not answer', 'Switch RTSP and FTP off > They are shown as off | Scan the ports > Only the others answer'),
  (26, 4, 'L2', 15, 2, 0.2, 's', 'The clock follows NTP', 'Set an NTP server > The time is right | Block the server for a day > Less than 1 s off'),
  (27, 5, 'L0', 15, 2, NULL, NULL, 'The camera is found by ONVIF', 'Search in the video manager > It is in the list with its name | Add it > Live view in the manager'),
  (28, 5, 'L1', 30, 4, NULL, NULL, 'Profile S is complete', 'Run the conformance tool for Profile S > No test fails | Keep the report > It is attached'),
  (29, 5, 'L1', 30, 4, NULL, NULL, 'Profile T is complete', 'Run the conformance tool for Profile T > No test fails | Keep the report > It is attached'),
  (30, 5, 'L1', 20, 3, NULL, NULL, 'Movement goes out as an ONVIF event', 'Subscribe to events > The subscription is confirmed | Walk through the picture > An event within 1 s'),
  (31, 5, 'L2', 20, 3, NULL, NULL, 'The video manager sets the stream', 'Set the frame rate in the manager > The camera shows it | Set the resolution > The camera shows it'),
  (32, 6, 'L0', 10, 2, NULL, NULL, 'Nobody gets in with the factory password', 'Reset to factory settings > The first page asks for a password | Try the old default > It is refused'),
  (33, 6, 'L0', 10, 2, NULL, NULL, 'The stream asks for a password', 'Open the stream without one > 401 | Open it with one > A picture'),
  (34, 6, 'L1', 20, 3, NULL, NULL, 'A certificate of one’s own is used', 'Upload certificate and key > They are shown | Open the page > The browser trusts it'),
  (35, 6, 'L1', 15, 3, NULL, NULL, 'Wrong passwords are slowed down', 'Type ten wrong passwords > A wait is told | Type the right one after it > Signed in'),
  (36, 6, 'L1', 25, 4, NULL, NULL, '802.1X is passed', 'Set user and certificate > They are kept | Connect to the guarded port > The port opens'),
  (37, 6, 'L2', 30, 4, NULL, NULL, 'The scanner finds nothing grave', 'Run the scanner against the camera > No finding above medium | Keep the report > It is attached'),
  (38, 7, 'L0', 15, 2, 0.6, 's', 'Movement raises an event', 'Draw a zone > It is kept | Walk through it > An event within 1 s | Stay still for a minute > No event'),
  (39, 7, 'L1', 40, 4, 1, 'events/h', 'Rain and leaves raise no events', 'Play the recording of rain for an hour > At most two events | Play the one of leaves > At most two events'),
  (40, 7, 'L1', 20, 3, NULL, NULL, 'Crossing a line counts people', 'Draw a line > It is kept | Have ten people cross it > It counts ten'),
  (41, 7, 'L1', 15, 2, NULL, NULL, 'Sabotage is noticed', 'Cover the lens > An event within 5 s | Turn the camera > An event within 5 s'),
  (42, 7, 'L1', 15, 2, NULL, NULL, 'An event sends a picture by mail', 'Set the mail server > The test mail comes | Raise an event > A mail with a picture'),
  (43, 7, 'L2', 15, 2, NULL, NULL, 'Inputs and outputs are switched', 'Close the input > An event | Switch the output > The lamp is on'),
  (44, 8, 'L0', 15, 2, NULL, NULL, 'The card is written and read', 'Put a card in and format it > It is ready | Record ten minutes > They are in the list | Play them > Picture and sound'),
  (45, 8, 'L1', 30, 3, NULL, NULL, 'A full card goes on from the oldest', 'Fill the card > The oldest hour is gone | Look for gaps > There is none'),
  (46, 8, 'L1', 25, 3, NULL, NULL, 'Recording to NFS goes on after the server was away', 'Record to NFS > Files appear | Stop the server for five minutes > The card takes over | Start it > The gap is filled'),
  (47, 8, 'L1', 20, 3, NULL, NULL, 'Recordings are sent by FTP', 'Set the server > The test file arrives | Raise an event > The clip arrives'),
  (48, 8, 'L2', 20, 2, NULL, NULL, 'Recordings follow the schedule', 'Set nine to ten > It is kept | Look at eleven > There is one hour'),
  (49, 9, 'L0', 10, 1, NULL, NULL, 'Settings are kept over a restart', 'Change five settings > They are saved | Restart > All five are as they were set'),
  (50, 9, 'L1', 20, 2, NULL, NULL, 'The page works in every supported browser', 'Open it in Chrome, Firefox, Edge and Safari > Live view in each | Change a setting in each > It is saved'),
  (51, 9, 'L1', 15, 2, NULL, NULL, 'Every language is complete', 'Switch through the languages > No text in another language | Look at the longest words > None is cut off'),
  (52, 9, 'L2', 15, 2, NULL, NULL, 'A viewer changes nothing', 'Sign in as a viewer > Settings are not shown | Call their addresses > 403'),
  (53, 9, 'L2', 10, 1, NULL, NULL, 'The log says what was done', 'Change a setting > It is in the log with who and when | Export the log > A file is saved'),
  (54, 10, 'L0', 10, 2, 6.8, 'W', 'The camera runs on PoE', 'Connect to a PoE port > It starts | Switch infrared on > Below 12.95 W'),
  (55, 10, 'L1', 240, 3, 61, '°C', 'Four hours at 50 °C', 'Warm the chamber to 50 °C with both streams open > No restart | Read the temperature of the chip > Below 85 °C'),
  (56, 10, 'L1', 240, 3, -27, '°C', 'A cold start at −30 °C', 'Cool the chamber for three hours > −30 °C inside | Connect the power > A picture within ten minutes'),
  (57, 10, 'L1', 15, 2, 42, 'm', 'Infrared reaches as far as it says', 'Darken the hall > Infrared is on | Walk away to 40 m > A face can be told from another'),
  (58, 10, 'L1', 20, 2, NULL, NULL, 'Sound goes both ways', 'Speak before the camera > It is heard | Speak in the page > The camera says it'),
  (59, 10, 'L2', 60, 2, NULL, NULL, 'A jet of water does no harm', 'Spray for three minutes from each side > No water inside | Switch it on > A picture'),
  (60, 10, 'L2', 30, 3, NULL, NULL, 'Motor zoom and focus find their place', 'Go through the whole range ten times > It stops where it is told | Restart > It stands where it was');

-- A case in three has been written anew since, and one in twelve twice: a step was added, then a precondition.
CREATE TEMPORARY TABLE seed_versions ON COMMIT DROP AS
SELECT c.n, v.number, v.newest, c.minutes, c.complexity, c.title,
  ('0190b004-' || lpad(v.number::text, 4, '0') || '-7000-8000-' || lpad(c.n::text, 12, '0'))::uuid AS id,
  (SELECT jsonb_agg(jsonb_build_object(
      'action', trim(split_part(s.step, '>', 1)), 'expected', trim(split_part(s.step, '>', 2)),
      'data', '', 'sharedVersionId', NULL) ORDER BY s.place)
   FROM unnest(string_to_array(c.steps, '|')) WITH ORDINALITY AS s (step, place)
   WHERE v.number > 1 OR v.newest = 1 OR s.place < array_length(string_to_array(c.steps, '|'), 1)) AS steps
FROM seed_cases AS c CROSS JOIN LATERAL (
  SELECT number, CASE WHEN c.n % 12 = 2 THEN 3 WHEN c.n % 3 = 0 THEN 2 ELSE 1 END AS newest
  FROM generate_series(1, CASE WHEN c.n % 12 = 2 THEN 3 WHEN c.n % 3 = 0 THEN 2 ELSE 1 END) AS number
) AS v;
INSERT INTO runs.testcases (
  id, suite_id, key, title, position, version_number, is_required, estimated_minutes, complexity,
  created_by_user_id, updated_by_user_id, created_at, updated_at
)
SELECT ('0190b000-0003-7000-8000-' || lpad(c.n::text, 12, '0'))::uuid,
  ('0190b000-0002-7000-8000-' || lpad(c.suite::text, 12, '0'))::uuid, 'C' || c.n, c.title,
  row_number() OVER (PARTITION BY c.suite ORDER BY c.n) - 1,
  (SELECT max(number) FROM seed_versions AS v WHERE v.n = c.n), c.level <> 'L2', c.minutes, c.complexity,
  '0190b000-0000-7000-8000-000000000001', '0190b000-0000-7000-8000-000000000002',
  now() - interval '85 days', now() - interval '85 days'
FROM seed_cases AS c ORDER BY c.n;
SELECT setval('runs.case_numbers', 60);
INSERT INTO runs.testcase_versions (
  id, testcase_id, version_number, title, preconditions, steps_json, expected_json, typical_artifacts_json,
  common_mistakes_json, is_mandatory, estimated_minutes, complexity, parameters_json, change_note,
  created_by_user_id, created_at
)
SELECT v.id, ('0190b000-0003-7000-8000-' || lpad(v.n::text, 12, '0'))::uuid, v.number, v.title,
  CASE WHEN v.number = 3 OR v.n % 5 = 0 THEN 'The camera has factory settings and the clock of the lab.' ELSE '' END,
  v.steps, (SELECT jsonb_agg(step -> 'expected') FROM jsonb_array_elements(v.steps) AS step),
  CASE WHEN v.n % 4 = 0 THEN '["Screenshot of the live view", "Log of the camera"]'::jsonb ELSE '[]' END,
  CASE WHEN v.n % 7 = 0 THEN '["The lens was not cleaned before."]'::jsonb ELSE '[]' END,
  true, v.minutes, v.complexity,
  CASE WHEN v.n = 8 THEN '{"columns": ["resolution", "fps"],
    "rows": [["3840 × 2160", "25"], ["1920 × 1080", "50"], ["1280 × 720", "25"]]}'::jsonb ELSE '[]' END,
  CASE v.number WHEN 1 THEN '' WHEN 2 THEN 'The last step was missing.' ELSE 'What has to be set up is told now.' END,
  CASE WHEN v.number = 2 THEN '0190b000-0000-7000-8000-000000000003'::uuid ELSE '0190b000-0000-7000-8000-000000000001' END,
  now() - interval '85 days' + v.number * interval '18 days'
FROM seed_versions AS v ORDER BY v.n, v.number;
INSERT INTO runs.tags (name) SELECT unnest(ARRAY['L0', 'L1', 'L2', 'long', 'security']) ON CONFLICT (name) DO NOTHING;
INSERT INTO runs.testcase_tags (testcase_id, tag_id)
SELECT ('0190b000-0003-7000-8000-' || lpad(c.n::text, 12, '0'))::uuid, t.id
FROM seed_cases AS c JOIN runs.tags AS t
  ON t.name::text = c.level OR (t.name = 'long' AND c.minutes >= 60) OR (t.name = 'security' AND c.suite = 6);

INSERT INTO runs.assets (id, project_id, asset_type, model, firmware_version, location_name, stand_name, serial_number) VALUES
  ('0190b000-0005-7000-8000-000000000001', '0190b000-0001-7000-8000-000000000001', 'camera', 'CAM-200', '5.7.1', 'Lab 1', 'Stand 1', 'C2-104233'),
  ('0190b000-0005-7000-8000-000000000002', '0190b000-0001-7000-8000-000000000001', 'camera', 'DOME-4', '2.1.3', 'Lab 1', 'Stand 2', 'D4-009120'),
  ('0190b000-0005-7000-8000-000000000003', '0190b000-0001-7000-8000-000000000001', 'camera', 'BULLET-8', '1.0.9', 'Lab 2', 'Cold chamber', 'B8-771002'),
  ('0190b000-0005-7000-8000-000000000004', '0190b000-0001-7000-8000-000000000001', 'camera', 'PTZ-30', '3.4.0', 'Roof', 'Mast', 'P3-000418');
INSERT INTO runs.run_templates (id, project_id, key, name, description) VALUES
  ('0190b000-0006-7000-8000-000000000001', '0190b000-0001-7000-8000-000000000001', 'SMOKE', 'Smoke test', 'What has to work before anything else is tried.'),
  ('0190b000-0006-7000-8000-000000000002', '0190b000-0001-7000-8000-000000000001', 'ACCEPTANCE', 'Firmware acceptance', 'Levels L0 and L1.');
INSERT INTO runs.run_template_items (template_id, testcase_version_id, position, is_required)
SELECT t.id, v.id, row_number() OVER (PARTITION BY t.id ORDER BY c.level, c.n) - 1, c.level = 'L0'
FROM seed_cases AS c
JOIN seed_versions AS v ON v.n = c.n AND v.number = v.newest
JOIN (VALUES ('0190b000-0006-7000-8000-000000000001'::uuid, ARRAY['L0']),
  ('0190b000-0006-7000-8000-000000000002', ARRAY['L0', 'L1'])) AS t (id, levels) ON c.level = ANY (t.levels);

-- How much of it is carried out, in percent, and how many of a hundred results are failures.
CREATE TEMPORARY TABLE seed_runs (
  n int, asset int, template int, engineer int, status text, verdict text, corrects int, began interval, took interval,
  done int, failures int, title text, summary text
) ON COMMIT DROP;
INSERT INTO seed_runs VALUES
  (1, 1, 2, 2, 'locked', 'passed_with_remarks', NULL, '41 days', '26 hours', 100, 5, 'CAM-200, acceptance of 5.7.1', 'Two findings of low weight; they go into the next version.'),
  (2, 2, 1, 3, 'locked', 'failed', NULL, '34 days', '3 hours', 100, 0, 'DOME-4, smoke test of 2.1.3', 'It does not start after an update: sent back.'),
  (3, 2, 1, 3, 'locked', 'passed', 2, '32 days', '2 hours', 100, 0, 'DOME-4, smoke test of 2.1.3, once more', ''),
  (4, 2, 2, 2, 'locked', 'passed_with_remarks', NULL, '27 days', '30 hours', 100, 6, 'DOME-4, acceptance of 2.1.3', 'Multicast does not pass the new switch.'),
  (5, 3, 1, 3, 'done', 'failed', NULL, '21 days', '4 hours', 100, 16, 'BULLET-8, smoke test of 1.0.9', 'The card is not written below freezing.'),
  (6, 4, 1, 2, 'done', 'passed', NULL, '17 days', '2 hours', 100, 0, 'PTZ-30, smoke test of 3.4.0', ''),
  (7, 4, 2, 3, 'in_progress', NULL, NULL, '12 days', NULL, 64, 8, 'PTZ-30, acceptance of 3.4.0', ''),
  (8, 1, 1, 2, 'done', 'passed', NULL, '9 days', '2 hours', 100, 0, 'CAM-200, smoke test after the repair', ''),
  (9, 1, 2, 2, 'in_progress', NULL, NULL, '1 day', NULL, 38, 5, 'CAM-200, acceptance after the repair', ''),
  (10, 3, 1, 3, 'in_progress', NULL, NULL, '3 hours', NULL, 45, 0, 'BULLET-8, smoke test in the cold chamber', ''),
  (11, 2, 2, 3, 'draft', NULL, NULL, '5 hours', NULL, 0, 0, 'DOME-4, acceptance of 2.2.0', ''),
  (12, NULL, 1, 2, 'draft', NULL, NULL, '1 hour', NULL, 0, 0, 'New sample, smoke test', '');
INSERT INTO runs.runs (
  id, project_id, asset_id, template_id, title, status, verdict, executed_by_user_id, lead_user_id, started_at, finished_at,
  correction_of_run_id, fail_reason_code, fail_summary, report_json, created_at, updated_at
)
SELECT ('0190b000-0007-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '0190b000-0001-7000-8000-000000000001',
  ('0190b000-0005-7000-8000-' || lpad(asset::text, 12, '0'))::uuid,
  ('0190b000-0006-7000-8000-' || lpad(template::text, 12, '0'))::uuid, title,
  -- What is locked takes no items: it is locked at the end.
  (CASE status WHEN 'locked' THEN 'done' ELSE status END)::runs.run_status, verdict,
  ('0190b000-0000-7000-8000-' || lpad(engineer::text, 12, '0'))::uuid, '0190b000-0000-7000-8000-000000000001',
  CASE WHEN status <> 'draft' THEN now() - began END,
  CASE WHEN status IN ('done', 'locked') THEN now() - began + took END,
  ('0190b000-0007-7000-8000-' || lpad(corrects::text, 12, '0'))::uuid,
  CASE WHEN verdict = 'failed' THEN 'firmware_bug' END, summary, '{}',
  now() - began - interval '20 minutes', now() - began + coalesce(took, interval '0')
FROM seed_runs ORDER BY n;
INSERT INTO runs.asset_reservations (id, asset_id, run_id, held_by_user_id, reserved_at, until)
SELECT ('0190b000-000a-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
  ('0190b000-0005-7000-8000-' || lpad(asset::text, 12, '0'))::uuid,
  ('0190b000-0007-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
  ('0190b000-0000-7000-8000-' || lpad(engineer::text, 12, '0'))::uuid, now() - began, now() + interval '1 day'
FROM seed_runs WHERE status = 'in_progress';

CREATE TEMPORARY TABLE seed_items ON COMMIT DROP AS
SELECT r.n AS run, r.engineer, r.began, r.done, r.failures, c.n AS testcase, c.suite, c.level, c.minutes, c.about, c.unit,
  v.id AS version_id, data.place AS parameter_row, v.number < v.newest AS is_older,
  row_number() OVER (PARTITION BY r.n ORDER BY c.level, c.n, data.place) - 1 AS position,
  count(*) OVER (PARTITION BY r.n) AS items,
  -- The same in every database, and in no order that can be seen.
  (hashtextextended(r.n || '.' || c.n || '.' || coalesce(data.place, 0), 7) & 1023)::int AS chance
FROM seed_runs AS r
JOIN seed_cases AS c ON c.level = 'L0' OR (r.template = 2 AND c.level = 'L1')
-- Older runs were made while an older version was the newest.
JOIN seed_versions AS v ON v.n = c.n AND v.number = CASE WHEN r.n < 7 THEN greatest(1, v.newest - 1) ELSE v.newest END
CROSS JOIN LATERAL (
  SELECT NULL::int AS place WHERE c.n <> 8 UNION ALL SELECT place FROM generate_series(0, 2) AS place WHERE c.n = 8
) AS data;
INSERT INTO runs.run_items (
  id, run_id, testcase_version_id, parameter_row, position, is_required, spent_seconds, created_at
)
SELECT ('0190b008-' || lpad(run::text, 4, '0') || '-7000-8000-' || lpad(position::text, 12, '0'))::uuid,
  ('0190b000-0007-7000-8000-' || lpad(run::text, 12, '0'))::uuid, version_id, parameter_row, position, level = 'L0',
  CASE WHEN position * 100 < done * items THEN minutes * (40 + chance % 30) ELSE 0 END,
  now() - began - interval '20 minutes'
FROM seed_items;

-- What went wrong where: in the words of whoever saw it.
CREATE TEMPORARY TABLE seed_failures (suite int, reason text, comment text, defect text) ON COMMIT DROP;
INSERT INTO seed_failures VALUES
  (2, 'video_wdr_night_noise_blur', 'Bands of noise in the lower third, seen in every recording.', 'CAM-1288'),
  (3, 'rtsp_stream_codec_bitrate', 'The bitrate goes up to 7 Mbit/s while the pattern moves.', 'CAM-1301'),
  (4, 'network_dhcp_ipv6_multicast_ports', 'The second receiver gets no picture; IGMP is not answered.', 'CAM-1275'),
  (5, 'onvif_compatibility', 'Three tests of the tool fail: GetSnapshotUri answers 500.', 'CAM-1290'),
  (6, 'firmware_bug', 'The key is refused although it belongs to the certificate.', 'CAM-1266'),
  (7, 'events_detection_false_positives', 'Nine events in an hour of rain.', 'CAM-1254'),
  (8, 'recording_sd_nfs_ftp', 'The card is read only after ten minutes; it is right in another camera.', 'CAM-1310'),
  (9, 'ui_settings_persistence', 'The time zone is back to UTC after the restart.', 'CAM-1299'),
  (10, 'performance_overheat_reboot', 'It restarts after 2 h 40 min; the chip had 91 °C.', 'CAM-1313'),
  (11, 'firmware_bug', 'It stays in the boot loader: the light blinks without end.', 'CAM-1307');
INSERT INTO runs.run_results (
  id, run_item_id, status, fail_reason_code, comment, measured_value, defects_json, updated_by_user_id, updated_at
)
SELECT ('0190b009-' || lpad(i.run::text, 4, '0') || '-7000-8000-' || lpad(i.position::text, 12, '0'))::uuid,
  ('0190b008-' || lpad(i.run::text, 4, '0') || '-7000-8000-' || lpad(i.position::text, 12, '0'))::uuid,
  told.status::runs.result_status, CASE WHEN told.status = 'fail' THEN f.reason END,
  CASE told.status WHEN 'fail' THEN f.comment WHEN 'na' THEN 'This model has none.'
    ELSE CASE WHEN i.chance % 11 = 0 THEN 'Seen twice.' ELSE '' END END,
  CASE WHEN told.status <> 'na' AND i.about IS NOT NULL
    THEN trim(trailing '.' FROM to_char(i.about * (0.94 + (i.chance % 13) / 100.0), 'FM999990.9')) || ' ' || i.unit END,
  CASE WHEN told.status = 'fail' THEN jsonb_build_array(f.defect) ELSE '[]' END,
  ('0190b000-0000-7000-8000-' || lpad(i.engineer::text, 12, '0'))::uuid,
  now() - i.began + (i.position + 1) * interval '3 minutes'
FROM seed_items AS i JOIN seed_failures AS f ON f.suite = i.suite
CROSS JOIN LATERAL (
  SELECT CASE
    -- The update that does not start; the card that is not written.
    WHEN (i.run, i.testcase) IN ((2, 2), (5, 44)) THEN 'fail'
    WHEN i.chance < i.failures * 10 THEN 'fail'
    WHEN i.level <> 'L0' AND i.chance > 960 THEN 'na'
    ELSE 'ok' END AS status
) AS told
WHERE i.position * 100 < i.done * i.items;

UPDATE runs.runs AS r SET status = 'locked', locked_at = r.finished_at + interval '5 hours',
  locked_by_user_id = '0190b000-0000-7000-8000-000000000001'
FROM seed_runs AS s
WHERE s.status = 'locked' AND r.id = ('0190b000-0007-7000-8000-' || lpad(s.n::text, 12, '0'))::uuid;
