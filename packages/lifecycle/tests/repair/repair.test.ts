import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import { schemaSql } from '@atelier/lifecycle/catalog/schema-sql.ts';
import { carryOutRepairs, planRepairs, undoRepair } from '@atelier/lifecycle/repair/repair.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadFixture } from '../adopt/load-fixture.ts';

let database: TestDatabase;
let db: TestDatabase['db'];

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  db = database.db;
  await loadFixture(db, 'time-legacy');
});

afterEach(() => database.drop());

/** Everything but what the runner and its commands keep for themselves. */
async function state() {
  const catalog = await readCatalog(db);
  const isOthers = ({ schema }: { schema: string }) => schema !== 'lifecycle';
  return {
    rows: (await tableFingerprints(db)).filter(isOthers),
    tables: catalog.tables.filter(isOthers),
    rest: schemaSql({ ...catalog, tables: [], sequences: [], schemas: [] }),
  };
}

const running = async (): Promise<unknown> => {
  const { rows } = await db.raw(`SELECT owner_id AS owner, count(*)::int AS timers
    FROM time_entries WHERE end_time IS NULL GROUP BY 1 ORDER BY 1`);
  return rows;
};

test('the plan lists what is wrong, and planning changes nothing', async () => {
  const before = await state();
  const plan = await planRepairs(db);
  expect(await state()).toEqual(before);
  expect(plan.map(({ id }) => id)).toEqual([
    'running-timers',
    'resource-key:project_id',
    'resource-key:area_id',
    'resource-key:human_user_id',
  ]);
  expect(plan.flatMap(({ obstacles }) => obstacles)).toEqual([]);
  expect(plan[0]).toMatchObject({
    table: { schema: 'public', name: 'time_entries' },
    closings: [
      { owner: '1002', start: '2024-06-01 09:00:00+00', end: '2024-06-01 10:30:00+00' },
      { owner: '1002', start: '2024-06-01 10:30:00+00', end: '2024-06-02 08:15:00+00' },
      {
        owner: '9223372036854775807',
        start: '2024-06-03 12:00:00+00',
        end: '2024-06-03 12:00:00+00',
      },
    ],
  });
  expect(plan[1]).toMatchObject({
    kept: 'project_id_kept',
    values: [
      { value: '6f1c2a34-0000-4000-8000-000000000001', rows: 1, mapped: null },
      { value: '6f1c2a34-0000-4000-8000-000000000002', rows: 1, mapped: null },
    ],
  });
  expect(plan[3]).toMatchObject({ kept: null, values: [] });
});

test('repaired, then taken back, the database is as it was found', async () => {
  const before = await state();
  const done = await carryOutRepairs(db, await planRepairs(db));
  expect(done).toHaveLength(4);
  expect(await planRepairs(db)).toEqual([]);
  expect(await running()).toEqual([
    { owner: '1001', timers: 1 },
    { owner: '1002', timers: 1 },
    { owner: '9223372036854775807', timers: 1 },
    { owner: null, timers: 2 },
  ]);
  await expect(
    db.raw("INSERT INTO time_entries (owner_id, start_time) VALUES (1001, '2024-07-01')"),
  ).rejects.toMatchObject({ constraint: 'ux_time_entries_running' });
  const { rows } = await db.raw(`SELECT project_id, project_id_kept, human_user_id,
    pg_typeof(human_user_id)::text AS type FROM resources ORDER BY id`);
  expect(rows[0]).toEqual({
    project_id: null,
    project_id_kept: '6f1c2a34-0000-4000-8000-000000000001',
    human_user_id: null,
    type: 'integer',
  });
  for (const { record } of done.toReversed()) await undoRepair(db, record);
  expect(await state()).toEqual(before);
});

test('a value that the map of ids knows becomes its key again', async () => {
  await db.raw(`CREATE SCHEMA lifecycle;
    CREATE TABLE lifecycle.id_map (table_name text, old_id bigint, new_id uuid);
    INSERT INTO lifecycle.id_map VALUES ('projects', 2, '6f1c2a34-0000-4000-8000-000000000001'),
      ('time.projects', 3, '6f1c2a34-0000-4000-8000-000000000002'),
      ('areas', 1, '6f1c2a34-0000-4000-8000-000000000001');`);
  const before = await state();
  const plan = (await planRepairs(db)).filter(({ id }) => id === 'resource-key:project_id');
  expect(plan[0]).toMatchObject({ kept: null });
  const [done] = await carryOutRepairs(db, plan);
  const { rows } = await db.raw('SELECT project_id FROM resources ORDER BY id');
  expect(rows).toEqual([{ project_id: 2 }, { project_id: 3 }, { project_id: null }]);
  await undoRepair(db, done?.record ?? '');
  expect(await state()).toEqual(before);
});

test('what was changed since it was planned is not touched', async () => {
  const plan = await planRepairs(db);
  await db.raw(`INSERT INTO time_entries (owner_id, start_time) VALUES (1002, '2024-07-01');
    UPDATE resources SET project_id = NULL`);
  const before = await state();
  for (const repair of plan.slice(0, 2)) {
    await expect(carryOutRepairs(db, [repair])).rejects.toMatchObject({
      code: 'ERR_REPAIR_CHANGED',
      params: { repair: repair.id },
    });
  }
  expect(await state()).toEqual(before);
});

test('a repair is not taken back over what came after it', async () => {
  const done = await carryOutRepairs(db, await planRepairs(db));
  await db.raw(`UPDATE time_entries SET end_time = '2030-01-01' WHERE owner_id = 1002;
    UPDATE resources SET project_id = 1`);
  const after = await state();
  for (const { record } of done.slice(0, 2)) {
    await expect(undoRepair(db, record)).rejects.toMatchObject({ code: 'ERR_REPAIR_OVERTAKEN' });
  }
  expect(await state()).toEqual(after);
});

test('columns of other types, views over them, and taken names are obstacles', async () => {
  await db.raw(`ALTER TABLE resources ADD COLUMN area_id_kept text, ALTER project_id SET DEFAULT gen_random_uuid();
    CREATE VIEW people AS SELECT human_user_id FROM resources;
    DROP MATERIALIZED VIEW hours_by_owner;
    ALTER TABLE time_entries ALTER end_time TYPE timestamp;
    CREATE INDEX ux_time_entries_running ON tasks (owner_id)`);
  const before = await state();
  const plan = await planRepairs(db);
  expect(plan.map(({ id, obstacles }) => [id, obstacles])).toEqual([
    [
      'running-timers',
      [
        {
          kind: 'column-type',
          column: 'end_time',
          type: 'timestamp without time zone',
          expected: 'timestamp with time zone',
        },
        {
          kind: 'name-taken',
          name: 'ux_time_entries_running',
          definition: 'CREATE INDEX ux_time_entries_running ON public.tasks USING btree (owner_id)',
        },
      ],
    ],
    [
      'resource-key:project_id',
      [{ kind: 'column-default', column: 'project_id', default: 'gen_random_uuid()' }],
    ],
    ['resource-key:area_id', [{ kind: 'name-taken', name: 'area_id_kept', definition: 'text' }]],
    [
      'resource-key:human_user_id',
      [{ kind: 'used-by', column: 'human_user_id', users: 'rule _RETURN on view people' }],
    ],
  ]);
  expect(await carryOutRepairs(db, plan)).toEqual([]);
  expect(await state()).toEqual(before);
});

test('indexes that a crash left are rebuilt or dropped; those of others are only shown', async () => {
  // A unique index that cannot be built leaves an invalid one; the rows are fixed in between.
  await db.raw("UPDATE tasks SET title = 'one', owner_id = 42, is_watched = true WHERE id < 3");
  for (const statement of [
    'CREATE UNIQUE INDEX CONCURRENTLY tasks_owner_key ON tasks (owner_id, lower(title)) WHERE is_watched',
    'CREATE UNIQUE INDEX CONCURRENTLY tasks_status_key ON tasks (status)',
    'CREATE UNIQUE INDEX CONCURRENTLY tasks_status_key_ccnew ON tasks (status)',
    'CREATE UNIQUE INDEX CONCURRENTLY ux_time_entries_running ON time_entries (owner_id) WHERE end_time IS NULL',
    'CREATE UNIQUE INDEX CONCURRENTLY habits_rhythm_key ON habits (rhythm)',
  ]) {
    await expect(db.raw(statement)).rejects.toMatchObject({ code: '23505' });
  }
  await db.raw('UPDATE tasks SET is_watched = false');
  const plan = (await planRepairs(db)).filter(({ kind }) => kind !== 'resource-key');
  expect(plan).toMatchObject([
    { id: 'running-timers', replaces: expect.stringContaining('UNIQUE'), obstacles: [] },
    {
      id: 'invalid-index:habits_rhythm_key',
      obstacles: [{ kind: 'not-ours', table: 'public.habits' }],
    },
    { id: 'invalid-index:tasks_owner_key', action: 'rebuild', obstacles: [] },
    {
      id: 'invalid-index:tasks_status_key',
      action: 'rebuild',
      obstacles: [
        { kind: 'duplicates', key: 'in_progress', rows: 15 },
        { kind: 'duplicates', key: 'todo', rows: 15 },
        { kind: 'duplicates', key: 'done', rows: 15 },
      ].sort((a, b) => (a.key < b.key ? -1 : 1)),
    },
    { id: 'invalid-index:tasks_status_key_ccnew', action: 'drop', obstacles: [] },
  ]);
  await carryOutRepairs(db, plan);
  const { rows } = await db.raw(`SELECT c.relname AS name, i.indisvalid AS valid
    FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
    WHERE c.relname ~ '^(tasks_|habits_rhythm|ux_time)' ORDER BY 1`);
  expect(rows).toEqual([
    { name: 'habits_rhythm_key', valid: false },
    { name: 'tasks_owner_key', valid: true },
    { name: 'tasks_pkey', valid: true },
    { name: 'tasks_status_key', valid: false },
    { name: 'ux_time_entries_running', valid: true },
  ]);
});

test('a table of another program with the same name is left alone', async () => {
  await db.raw('DROP TABLE diagnostic_clients, users_tg, users_web, auth_permissions CASCADE');
  expect(await planRepairs(db)).toEqual([]);
});
