import { convertInPlace } from '@atelier/lifecycle/convert/in-place.ts';
import { convertOnline } from '@atelier/lifecycle/convert/online/convert-online.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentOf } from './fixture.ts';

// A round is a row of the largest table; a tenth as many tasks, to which the rows point.

proof('converted-rows', { short: 2_000, long: 1_000_000 }, ({ rounds, passed }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
    await fill(database.db, rounds);
  });
  afterEach(() => database.drop());

  test.each([
    ['in place', convertInPlace],
    ['online', convertOnline],
  ] as const)(
    '%s: every row is another one, and itself again on the way back',
    async (_, there) => {
      const { db } = database;
      const before = await contentOf(db);
      expect(await there(db, { profile: 'time-legacy', target: 'uuid' })).toMatchObject({
        converted: true,
      });
      const { rows } = await db.raw(
        `SELECT count(*)::int AS entries, count(t.id)::int AS found, count(DISTINCT e.id)::int AS ids,
         count(*) FILTER (WHERE t.title = 'task ' || (1 + e.number * 7919::bigint % ?))::int AS right
       FROM (SELECT *, split_part(description, ' ', 2)::int AS number FROM time.time_entries) AS e
       LEFT JOIN time.tasks AS t ON t.id = e.task_id`,
        [tasksOf(rounds)],
      );
      expect(rows).toEqual([{ entries: rounds, found: rounds, ids: rounds, right: rounds }]);
      await convertInPlace(db, { profile: 'time-legacy', target: 'integer' });
      expect(await contentOf(db)).toEqual(before);
      passed(rounds / 2);
    },
  );
});

const tasksOf = (entries: number) => Math.ceil(entries / 10);

async function fill(db: TestDatabase['db'], entries: number): Promise<void> {
  const tasks = tasksOf(entries);
  await db.raw(`
    INSERT INTO time.users_tg (telegram_id) SELECT generate_series(1, 50);
    INSERT INTO time.users_web (username) SELECT 'user ' || i FROM generate_series(1, 50) AS i;
    INSERT INTO time.areas (name, title, slug, mp_path, depth) VALUES ('area', 'area', 'area', '/1/', 0);
    INSERT INTO time.projects (area_id, name, title)
      SELECT 1, 'project ' || i, 'project' FROM generate_series(1, 50) AS i;
    INSERT INTO time.tasks (owner_id, title, project_id, area_id, status)
      SELECT 1 + i % 50, 'task ' || i, 1 + i % 50, 1, 'todo' FROM generate_series(1, ${tasks}) AS i;
    INSERT INTO time.time_entries
        (owner_id, task_id, start_time, end_time, project_id, area_id, description, billable)
      SELECT 1 + i % 50, 1 + i * 7919::bigint % ${tasks}, timestamptz '2020-01-01Z' + i * interval '1 minute',
        timestamptz '2020-01-01Z' + i * interval '2 minutes', 1 + i % 50, 1, 'entry ' || i, i % 2 = 0
      FROM generate_series(1, ${entries}) AS i;
    ANALYZE time.tasks, time.time_entries`);
}
