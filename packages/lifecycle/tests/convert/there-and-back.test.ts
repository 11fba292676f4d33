import { convertInPlace } from '@atelier/lifecycle/convert/in-place.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentOf, createFixture, schemaOf } from './fixture.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createFixture();
});
afterEach(() => database.drop());

const told = {
  profile: 'time-legacy',
  references: { 'public.reviews.reviewed_by': 'users_web' },
};
const toUuid = () => convertInPlace(database.db, { ...told, target: 'uuid' });
const toInteger = () => convertInPlace(database.db, { ...told, target: 'integer' });

const row = async (sql: string) => (await database.db.raw(sql.replaceAll('?', '\\?'))).rows[0];

test('there and back: every row and every part of the schema is as it was', async () => {
  const { db } = database;
  const [content, schema] = [await contentOf(db), await schemaOf(db)];
  const report = await toUuid();
  expect(report.converted).toBe(true);
  expect(await contentOf(db)).not.toEqual(content);
  await toInteger();
  expect(await schemaOf(db)).toEqual(schema);
  expect(await contentOf(db)).toEqual(content);
});

test('every id is computed from its table and its old id, and mapped', async () => {
  await toUuid();
  expect(
    await row(`SELECT count(*)::int AS entries,
        count(*) FILTER (WHERE e.id = lifecycle.id_of('time.time_entries', m.old_id))::int AS computed,
        count(*) FILTER (WHERE e.id = m.new_id)::int AS mapped
      FROM time_entries AS e JOIN lifecycle.id_map AS m
        ON m.table_name = 'time.time_entries' AND m.new_id = e.id`),
  ).toEqual({ entries: 1000, computed: 1000, mapped: 1000 });
  // References that no foreign key holds point at the same rows, and at nothing where they did.
  expect(
    await row(`SELECT count(*)::int AS all, count(t.id)::int AS found FROM time_entries AS e
      LEFT JOIN tasks AS t ON t.id = e.task_id WHERE e.task_id IS NOT NULL`),
  ).toEqual({ all: 996, found: 986 });
});

test('arrays, paths and polymorphic references hold the ids of their tables', async () => {
  await toUuid();
  expect(
    await row(`SELECT
      (SELECT array_agg(t.slug ORDER BY t.slug) FROM users_web AS u, diagnostic_templates AS t
        WHERE u.username = 'anna' AND t.id = ANY (u.diagnostics_available)) AS templates,
      (SELECT array_lower(diagnostics_available, 1) FROM users_web WHERE username = 'boris') AS lower,
      (SELECT mp_path = '/' || parent_id || '/' || id || '/' FROM areas WHERE name = 'Office') AS path,
      (SELECT count(*)::int FROM user_roles AS r JOIN areas AS a ON a.id = r.scope_id AND a.name = 'Office'
        WHERE r.scope_type = 'area') AS areas,
      (SELECT count(*)::int FROM user_roles AS r JOIN projects AS p ON p.id = r.scope_id AND p.name = '7'
        WHERE r.scope_type = 'project') AS projects`),
  ).toEqual({ templates: ['a', 'last'], lower: 0, path: true, areas: 1, projects: 1 });
});

test('views, policies, checks and functions say the same about the new ids', async () => {
  const before = await row(`SELECT (SELECT count(*) FROM open_tasks) AS open,
    (SELECT sum(count) FROM open_task_count) AS counted,
    (SELECT sum(minutes) FROM minutes) AS minutes,
    (SELECT name FROM areas WHERE id = area_of(3)) AS area`);
  await toUuid();
  expect(
    await row(`SELECT (SELECT count(*) FROM open_tasks) AS open,
      (SELECT sum(count) FROM open_task_count) AS counted,
      (SELECT sum(minutes) FROM minutes) AS minutes,
      (SELECT name FROM areas WHERE id = area_of(lifecycle.id_of('time.projects', 3))) AS area`),
  ).toEqual(before);
  const { title } = await row(
    `SELECT title FROM close_task(task_named('task 10')) WHERE status = 'done'`,
  );
  expect(title).toBe('task 10');
  await expect(
    database.db.raw(`UPDATE tasks SET project_id = lifecycle.id_of('time.projects', 99)`),
  ).rejects.toThrow('tasks_not_in_trash');
  const { using } = await row(
    `SELECT pg_get_expr(polqual, polrelid) AS using FROM pg_policy WHERE polname = 'own_entries'`,
  );
  expect(using).toContain("lifecycle.id_of('time.projects'::text, (1)::bigint)");
});

test('later rows have an old id too, whoever made their key, and keep both', async () => {
  const { db } = database;
  await toUuid();
  const own = '0198c0de-0000-7000-8000-00000000abcd';
  const unknown = '0198c0de-0000-7000-8000-0000000000ff';
  await db.raw(`
    INSERT INTO projects (area_id, name) SELECT id, 'by default' FROM areas WHERE name = 'Home';
    INSERT INTO projects (id, area_id, name) SELECT '${own}', id, 'by the app' FROM areas WHERE name = 'Home';
    INSERT INTO tasks (title, project_id) SELECT 'later ' || name, id FROM projects WHERE name LIKE 'by %';
    INSERT INTO tasks (title, project_id) VALUES ('dangling', '${unknown}');
    INSERT INTO calendar_items VALUES (9, ARRAY(SELECT id FROM tasks WHERE title LIKE 'later %'), '${own}', NULL);
    INSERT INTO user_roles (role_id, scope_type, scope_id) VALUES (NULL, 'project', '${own}'), (NULL, 'global', '${unknown}');
    INSERT INTO areas (id, name, mp_path, depth) VALUES ('${own}', 'own', '/${own}/', 0);
    UPDATE diagnostic_templates SET id = '${own}' WHERE slug = 'b'`);
  const ids = () =>
    row(`SELECT json_agg(json_build_array(kind, a, b) ORDER BY kind, a) AS rows FROM (
      SELECT 'project' AS kind, name::text AS a, id::text AS b FROM projects
      UNION ALL SELECT 'task', title, id || ' ' || coalesce(project_id::text, '') FROM tasks
      UNION ALL SELECT 'item', task_ids::text, project_id::text FROM calendar_items
      UNION ALL SELECT 'role', scope_type, scope_id::text FROM user_roles
      UNION ALL SELECT 'area', mp_path, id::text FROM areas
      UNION ALL SELECT 'template', slug, id::text FROM diagnostic_templates) AS all_of_them`);
  const uuids = await ids();
  await toInteger();
  expect(await row(`SELECT array_agg(id ORDER BY id) AS ids FROM projects`)).toEqual({
    ids: [1, 2, 3, 4, 5],
  });
  expect(
    await row(`SELECT count(*)::int AS joined FROM tasks AS t JOIN projects AS p ON p.id = t.project_id
      WHERE t.title = 'later ' || p.name`),
  ).toEqual({ joined: 2 });
  expect(
    await row(`SELECT mp_path = '/' || id || '/' AS same FROM areas WHERE name = 'own'`),
  ).toEqual({
    same: true,
  });
  await db.raw(`INSERT INTO projects (area_id, name) VALUES (2, 'as an integer')`);
  await db.raw(`DELETE FROM projects WHERE name = 'as an integer'`);
  await toUuid();
  expect(await ids()).toEqual(uuids);
});

test('old ids can be read from every new one, to the last bigint', async () => {
  await toUuid();
  const { rows } = await database.db.raw(`
    SELECT i::text, lifecycle.embedded_id('time.tasks', lifecycle.id_of('time.tasks', i))::text AS back,
      lifecycle.embedded_id('time.areas', lifecycle.id_of('time.tasks', i)) AS other,
      lifecycle.id_of('time.tasks', i)::text ~ '^.{14}8.{4}8' AS version
    FROM unnest(ARRAY[0, 1, -1, 255, 65536, 4294967296, 9223372036854775807, -9223372036854775808]) AS i`);
  for (const { i, back, other, version } of rows) {
    expect({ back, other, version }).toEqual({ back: i, other: null, version: true });
  }
});
