import { connect } from '@atelier/db/kernel/connection.ts';
import { ensureRepairRecords, writeRepair } from '@atelier/lifecycle/records/repair-records.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { lifecycleOn } from './lifecycle-caller.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

test('a database as its migrations build it has no drift; the result is kept', async () => {
  const lifecycle = lifecycleOn(database.db);
  expect(await lifecycle.drift()).toEqual({ running: null, last: null });
  const checking = lifecycle.checkDrift();
  // Who asks meanwhile gets the same check, and can see that it runs.
  const second = lifecycle.checkDrift();
  expect((await lifecycle.drift()).running).toMatchObject({ startedAt: expect.any(Date) });
  const found = await checking;
  expect(found).toMatchObject({ total: 0, objects: [], script: null, models: [] });
  expect(found.schemas).toContain('miniatures');
  expect((await second).checkedAt).toBe(found.checkedAt);
  expect(await lifecycle.drift()).toEqual({ running: null, last: found });
});

test('planted drift is shown by object, with statements that fix it', async () => {
  const { db } = database;
  await db.raw('ALTER TABLE miniatures.stage_counts ADD COLUMN note text');
  await db.raw('ALTER TABLE miniatures.miniature_types ALTER COLUMN name DROP NOT NULL');
  await db.raw('CREATE TABLE public.sketches (id integer PRIMARY KEY)');
  await db.raw('ALTER TABLE time.resources ADD COLUMN area_id_kept uuid');
  await ensureRepairRecords(db);
  const kept = {
    kind: 'resource-key',
    column: 'area_id',
    kept: 'area_id_kept',
    mapped: [],
  } as const;
  const record = await writeRepair(db, 'resource-key:area_id', kept);
  const lifecycle = lifecycleOn(db);
  const found = await lifecycle.checkDrift();
  expect(found.total).toBe(2);
  expect(found.accepted).toMatchObject([
    { name: 'time.resources.area_id_kept', acceptedBy: { kind: 'repair', record } },
  ]);
  expect(found.script).not.toContain('area_id_kept');
  expect(found.foreign).toEqual([{ schema: 'public', name: 'sketches', references: [] }]);
  const byName = new Map(found.objects.map((each) => [each.name, each]));
  expect(byName.get('miniatures.stage_counts')).toMatchObject({
    lines: [{ class: 'extra', kind: 'column', name: 'note', expected: null, fix: 'reversible' }],
    sql: expect.stringMatching(/^ALTER TABLE .*DROP COLUMN .*note"?;$/m),
  });
  expect(byName.get('miniatures.miniature_types')?.lines).toMatchObject([
    { class: 'nullability', name: 'name' },
  ]);
  await db.raw(found.script ?? '');
  expect(await lifecycle.checkDrift()).toMatchObject({ total: 0, script: null });
});

test('a role that may not create databases is told so, and the next check is free', async () => {
  const { db, connectionString } = database;
  const role = `no_scratch_${process.pid}`;
  await db.raw(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
  const url = new URL(connectionString);
  await db.raw('GRANT CONNECT ON DATABASE ?? TO ??', [url.pathname.slice(1), role]);
  await db.raw('GRANT USAGE ON SCHEMA lifecycle TO ??', [role]);
  await db.raw('GRANT SELECT ON ALL TABLES IN SCHEMA lifecycle TO ??', [role]);
  url.username = role;
  url.password = 'secret';
  const poor = connect({ connectionString: url.href, poolSize: 4 });
  try {
    const lifecycle = lifecycleOn(poor);
    expect(await refusal(lifecycle.checkDrift())).toEqual([
      'ERR_SCRATCH_DENIED',
      { role: expect.any(String) },
    ]);
    expect(await lifecycle.drift()).toEqual({ running: null, last: null });
  } finally {
    await poor.destroy();
    await db.raw('DROP OWNED BY ??', [role]);
    await db.raw('DROP ROLE ??', [role]);
  }
});
