-- Two small courses that are worth working through, one in English and one in Russian, and a device of a program that
-- has begun the first one: whoever calls themselves `demo-device` goes on there.
INSERT INTO tracks.users (id, device_id, name) VALUES
  ('0190c000-0000-7000-8000-000000000001', 'demo-device', 'Lena');
INSERT INTO tracks.tracks (id, slug, title, description, goal) VALUES
  ('0190c000-0001-7000-8000-000000000001', 'sql-basics', 'SQL from the start', 'You need any PostgreSQL, an hour a day and two tables of your own: customers (id, name, city) and orders (id, customer_id, amount, ordered_at, paid_at). Each step is a question to your own data: write down what you expect, run it, and put into the synopsis what surprised you.', 'Write a report on your own, and say why each line of it is right'),
  ('0190c000-0001-7000-8000-000000000002', 'chuzhoy-kod', 'Как читать чужой код', 'Возьмите программу, которую написали не вы: открытый проект или соседний модуль на работе. Каждый шаг — полчаса с настоящим кодом. Думайте вслух в беседе, пробуйте на практике, а всё, что поняли, заносите в конспект.', 'За неделю понять незнакомый проект настолько, чтобы уверенно менять его');
INSERT INTO tracks.track_roadmap_items (id, track_id, position, text) VALUES
  ('0190c000-0002-7000-8000-000000010001', '0190c000-0001-7000-8000-000000000001', 0, 'Draw the data first: on paper, two tables, customers and orders. Which column tells whose an order is?'),
  ('0190c000-0002-7000-8000-000000010002', '0190c000-0001-7000-8000-000000000001', 1, 'SELECT and WHERE: name the columns you want, and the rows. Find all orders above 100; then those above 100 or not paid yet. Where do you need brackets?'),
  ('0190c000-0002-7000-8000-000000010003', '0190c000-0001-7000-8000-000000000001', 2, 'NULL is not a value: what does WHERE paid_at = NULL find, and why nothing? Write it right, then count the rows with and without.'),
  ('0190c000-0002-7000-8000-000000010004', '0190c000-0001-7000-8000-000000000001', 3, 'ORDER BY and LIMIT: the five newest orders. What happens to orders of the same second, and how do you make the order certain?'),
  ('0190c000-0002-7000-8000-000000010005', '0190c000-0001-7000-8000-000000000001', 4, 'JOIN: each order beside its customer. Predict the number of rows before you run it. Then LEFT JOIN: whose rows are new, and what stands in their other columns?'),
  ('0190c000-0002-7000-8000-000000010006', '0190c000-0001-7000-8000-000000000001', 5, 'GROUP BY: turnover of each customer, and of each month. Why does PostgreSQL refuse a column that is neither grouped nor added up?'),
  ('0190c000-0002-7000-8000-000000010007', '0190c000-0001-7000-8000-000000000001', 6, 'HAVING or WHERE? Customers with more than three orders above 100. Say in your own words which of the two filters when.'),
  ('0190c000-0002-7000-8000-000000010008', '0190c000-0001-7000-8000-000000000001', 7, 'Subqueries and WITH: customers who ordered more than the average customer. Write it once nested, once with WITH, and choose which you would want to read in a year.'),
  ('0190c000-0002-7000-8000-000000010009', '0190c000-0001-7000-8000-000000000001', 8, 'Change data without fear: BEGIN, UPDATE, look, ROLLBACK. Then the same with COMMIT. What does another session see in between?'),
  ('0190c000-0002-7000-8000-000000010010', '0190c000-0001-7000-8000-000000000001', 9, 'Indexes: run EXPLAIN ANALYZE before and after CREATE INDEX on orders (customer_id). Which line of the plan changed, and when is the index of no use?'),
  ('0190c000-0002-7000-8000-000000010011', '0190c000-0001-7000-8000-000000000001', 10, 'Write a report alone: the ten best customers of each month with their share of the turnover. Explain each line of it to somebody who has never seen SQL.'),
  ('0190c000-0002-7000-8000-000000020001', '0190c000-0001-7000-8000-000000000002', 0, 'Найдите вход: с чего программа начинается? Запустите её и запишите, что видно снаружи, ещё не открывая код.'),
  ('0190c000-0002-7000-8000-000000020002', '0190c000-0001-7000-8000-000000000002', 1, 'Нарисуйте карту: папки и файлы верхнего уровня, рядом с каждым — одно предложение о том, зачем он. Чего вы не поняли — отметьте знаком вопроса.'),
  ('0190c000-0002-7000-8000-000000020003', '0190c000-0001-7000-8000-000000000002', 2, 'Пройдите один путь насквозь: от нажатия кнопки до записи в базе. Выпишите функции по порядку. Где данные меняют форму?'),
  ('0190c000-0002-7000-8000-000000020004', '0190c000-0001-7000-8000-000000000002', 3, 'Прочитайте тесты: что они обещают? Выберите один, сломайте код так, чтобы он упал, и верните всё назад.'),
  ('0190c000-0002-7000-8000-000000020005', '0190c000-0001-7000-8000-000000000002', 4, 'Спросите историю: git log и git blame для самой странной строки. Какая беда заставила её так написать?'),
  ('0190c000-0002-7000-8000-000000020006', '0190c000-0001-7000-8000-000000000002', 5, 'Найдите имена, которые вас обманули. Что функция делает на самом деле и как вы назвали бы её?'),
  ('0190c000-0002-7000-8000-000000020007', '0190c000-0001-7000-8000-000000000002', 6, 'Проверьте догадку отладчиком: поставьте точку останова, предскажите значения трёх переменных, потом посмотрите. Где вы ошиблись?'),
  ('0190c000-0002-7000-8000-000000020008', '0190c000-0001-7000-8000-000000000002', 7, 'Сделайте самое маленькое полезное изменение: опечатка, сообщение об ошибке, тест. Доведите его до запроса на слияние.'),
  ('0190c000-0002-7000-8000-000000020009', '0190c000-0001-7000-8000-000000000002', 8, 'Объясните модуль другому человеку за пять минут без экрана. Запишите вопросы, на которые не смогли ответить, и найдите ответы.'),
  ('0190c000-0002-7000-8000-000000020010', '0190c000-0001-7000-8000-000000000002', 9, 'Напишите страницу «как здесь всё устроено» для того, кто придёт после вас: карта, один путь, три ловушки.');
INSERT INTO tracks.chat_templates (id, scope, content) VALUES
  ('0190c000-0003-7000-8000-000000000001', 'global', 'You are a patient mentor. Answer in the language of the question.');
INSERT INTO tracks.track_sessions (id, user_id, track_id) VALUES
  ('0190c000-0004-7000-8000-000000000001', '0190c000-0000-7000-8000-000000000001', '0190c000-0001-7000-8000-000000000001');
INSERT INTO tracks.track_progress (user_id, item_id, done) VALUES
  ('0190c000-0000-7000-8000-000000000001', '0190c000-0002-7000-8000-000000010001', true),
  ('0190c000-0000-7000-8000-000000000001', '0190c000-0002-7000-8000-000000010002', true);
INSERT INTO tracks.chat_threads (id, session_id, tab) VALUES
  ('0190c000-0005-7000-8000-000000000001', '0190c000-0004-7000-8000-000000000001', 'chat'),
  ('0190c000-0005-7000-8000-000000000002', '0190c000-0004-7000-8000-000000000001', 'practice'),
  ('0190c000-0005-7000-8000-000000000003', '0190c000-0004-7000-8000-000000000001', 'simulation');
INSERT INTO tracks.chat_messages (id, thread_id, role, content) VALUES
  ('0190c000-0006-7000-8000-000000000001', '0190c000-0005-7000-8000-000000000001', 'user', 'What is a JOIN?'),
  ('0190c000-0006-7000-8000-000000000002', '0190c000-0005-7000-8000-000000000001', 'assistant', 'Rows of two tables that belong together, side by side. Which column says that they do?');
INSERT INTO tracks.synopses (id, session_id, title) VALUES
  ('0190c000-0007-7000-8000-000000000001', '0190c000-0004-7000-8000-000000000001', 'SQL from the start');
INSERT INTO tracks.synopsis_versions (id, synopsis_id, version_num, items_json, kind, title) VALUES
  ('0190c000-0008-7000-8000-000000000001', '0190c000-0007-7000-8000-000000000001', 1,
   '[{"type": "heading", "text": "JOIN"}, {"type": "definition", "term": "JOIN", "description": "Puts rows of two tables side by side"}, {"type": "code", "language": "sql", "code": "SELECT o.id, c.name\nFROM orders AS o JOIN customers AS c ON c.id = o.customer_id;"}, {"type": "note", "text": "LEFT JOIN keeps rows that have nobody beside them."}]',
   'edited', 'SQL from the start');
UPDATE tracks.synopses SET current_version_id = '0190c000-0008-7000-8000-000000000001';
