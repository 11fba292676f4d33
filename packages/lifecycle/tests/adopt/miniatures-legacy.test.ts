import { adopt } from '@atelier/lifecycle/adopt/adopt.ts';
import { planAdoption } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { refuseUnadopted } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { release } from '@atelier/lifecycle/adopt/release.ts';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { profiles } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseState } from './database-state.ts';
import { loadFixture } from './load-fixture.ts';

const profile = profiles['miniatures-legacy'];
let database: TestDatabase;
let db: TestDatabase['db'];

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  db = database.db;
});
afterEach(() => database.drop());

async function adoptOlder(): Promise<void> {
  await loadFixture(db, profile.name);
  const plan = await planAdoption(db, profile);
  await adopt(db, plan, { accepted: new Set(), fixFunctions: false });
}

async function takeOver(): Promise<void> {
  await adoptOlder();
  await migrateUp(db);
}

/** Up to the migration before the one that takes the rows over. */
async function adoptAndWait(): Promise<void> {
  await adoptOlder();
  const { pending } = await migrationStatus(db);
  const next = pending.findIndex((name) => name.endsWith('miniatures_take_over_legacy'));
  await migrateUp(db, { to: pending[next - 1] });
}

const answer = async (sql: string): Promise<unknown> => (await db.raw(sql)).rows;

test('no empty area is built beside the older tables', async () => {
  await loadFixture(db, profile.name);
  const { pending } = await migrationStatus(db);
  await expect(refuseUnadopted(db, pending)).rejects.toMatchObject({
    code: 'ERR_DATABASE_UNADOPTED',
    params: { profile: profile.name },
  });
});

test('types, counts and moves are Miniatures of ours, and the older tables stay as they were', async () => {
  await takeOver();
  expect(
    await answer(`
      SELECT left(name, 8) AS name, archived_at AS archived, created_at < now() - interval '1 year' AS old,
        (SELECT jsonb_object_agg(stage_name, count) FROM miniatures.stage_counts
         WHERE type_id = t.id AND count > 0) AS counts
      FROM miniatures.miniature_types AS t ORDER BY id`),
  ).toEqual([
    { name: 'Ork Boyz', archived: null, old: true, counts: { IN_BOX: 20, DONE: 5 } },
    { name: 'Nobody', archived: null, old: false, counts: null },
    {
      name: expect.stringMatching(/^B/),
      archived: null,
      old: true,
      counts: Object.fromEntries(
        ['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE'].map((stage) => [stage, 1_000_000]),
      ),
    },
    { name: 'WWWWWWWW', archived: null, old: false, counts: null },
  ]);
  expect(
    await answer(`
      SELECT from_stage AS "from", to_stage AS "to", qty, imported,
        (created_at AT TIME ZONE 'UTC')::text AS at
      FROM miniatures.history_logs WHERE kind = 'move' ORDER BY type_id, created_at, id`),
  ).toEqual([
    { from: 'IN_BOX', to: 'BUILDING', qty: 5, imported: true, at: '2023-01-01 10:00:00' },
    { from: 'BUILDING', to: 'PRIMING', qty: 5, imported: true, at: '2023-01-01 10:00:00' },
    { from: 'PRIMING', to: 'DONE', qty: 5, imported: true, at: '2023-01-02 10:00:00.123456' },
    { from: 'DONE', to: 'IN_BOX', qty: 1, imported: true, at: '2023-01-03 00:00:00' },
  ]);
  expect(await answer('SELECT version_num FROM miniatures_legacy.alembic_version')).toEqual([
    { version_num: '0002_seed_stages_on_insert' },
  ]);
});

test('an older id becomes the number of the type, where it is free', async () => {
  await adoptAndWait();
  await db.raw(`
    SELECT setval(pg_get_serial_sequence('miniatures.miniature_types', 'number'), 2);
    INSERT INTO miniatures.miniature_types (id, name) VALUES (gen_random_uuid(), 'Own')`);
  await migrateUp(db);
  await db.raw(
    `INSERT INTO miniatures.miniature_types (id, name) VALUES (gen_random_uuid(), 'New')`,
  );
  const { rows } = await db.raw(
    'SELECT left(name, 8) AS name, number::int FROM miniatures.miniature_types ORDER BY number',
  );
  const [orks, own, planes, weapons, nobody, fresh] = rows;
  expect([orks, own, weapons]).toEqual([
    { name: 'Ork Boyz', number: 2 },
    { name: 'Own', number: 3 },
    { name: 'WWWWWWWW', number: 5 },
  ]);
  expect(planes).toMatchObject({ number: 4 });
  expect([nobody.name, fresh.name]).toEqual(['Nobody', 'New']);
});

const changes = {
  'a count': `UPDATE miniatures.stage_counts SET count = 21 WHERE count = 20`,
  'a name': `UPDATE miniatures.miniature_types SET name = 'Orks' WHERE name = 'Ork Boyz'`,
  'the archive': `UPDATE miniatures.miniature_types SET archived_at = now() WHERE name = 'Ork Boyz'`,
  'a move there and back': `
    INSERT INTO miniatures.history_logs (id, type_id, kind, to_stage, qty)
    SELECT gen_random_uuid(), id, 'add', 'IN_BOX', 1 FROM miniatures.miniature_types
    WHERE name = 'Ork Boyz'`,
};

test.each(Object.entries(changes))(
  'what the older tables cannot tell is not taken back: %s',
  async (_what, sql) => {
    await takeOver();
    await migrateDown(db, { to: '20261129090100_miniatures_take_over_legacy' });
    await db.raw(sql);
    const before = await databaseState(db);
    await expect(migrateDown(db, { to: profile.baseline })).rejects.toMatchObject({
      code: 'ERR_MIGRATION_FAILED',
      message: expect.stringMatching(/"Ork(s| Boyz)" has changed .* restore the backup/),
    });
    expect(await databaseState(db)).toEqual(before);
  },
);

test('nothing is copied, and nothing given back, beside a change that is under way', async () => {
  await adoptAndWait();
  const locked = { code: 'ERR_MIGRATION_LOCKED' };
  const impatient = { lockTimeoutMs: 200, pausesMs: [] };
  const meanwhile = async (sql: string, work: () => Promise<unknown>) => {
    const other = await db.transaction();
    await other.raw(sql);
    try {
      await work();
    } finally {
      await other.rollback();
    }
  };
  for (const table of ['miniature_types', 'stage_counts', 'history_logs']) {
    await meanwhile(`DELETE FROM miniatures_legacy.${table} WHERE id < 0`, () =>
      expect(migrateUp(db, impatient), table).rejects.toMatchObject(locked),
    );
  }
  await migrateUp(db);
  await meanwhile('DELETE FROM miniatures.stage_counts WHERE count < 0', () =>
    expect(migrateDown(db, { to: profile.baseline, ...impatient })).rejects.toMatchObject(locked),
  );
});

test('a type that Atelier has got of itself stays when the older ones are given back', async () => {
  await takeOver();
  await db.raw(
    `INSERT INTO miniatures.miniature_types (id, name) VALUES (gen_random_uuid(), 'New')`,
  );
  await migrateDown(db, { to: profile.baseline });
  await release(db, profile);
  expect(await answer('SELECT name FROM miniatures.miniature_types')).toEqual([{ name: 'New' }]);
  await expect(
    db.raw(`DELETE FROM miniatures.history_logs`),
    'the history is append-only again',
  ).rejects.toMatchObject({ code: '23000' });
});

test('a name that Atelier has got already is refused with the way on', async () => {
  await adoptAndWait();
  await db.raw(
    `INSERT INTO miniatures.miniature_types (id, name) VALUES (gen_random_uuid(), 'Ork Boyz')`,
  );
  await expect(migrateUp(db)).rejects.toMatchObject({
    code: 'ERR_MIGRATION_FAILED',
    message: expect.stringMatching(
      /"Ork Boyz" stands in Miniatures already.* Rename the older one/,
    ),
  });
  await db.raw(
    `UPDATE miniatures_legacy.miniature_types SET name = 'Orks' WHERE name = 'Ork Boyz'`,
  );
  await migrateUp(db);
});

test('a database that never had the older tables does not get them', async () => {
  await migrateUp(db);
  expect(await answer(`SELECT to_regnamespace('miniatures_legacy') AS there`)).toEqual([
    { there: null },
  ]);
});

test('older tables without a row are no less adopted, and given back', async () => {
  await loadFixture(db, profile.name);
  await db.raw('DELETE FROM miniature_types; DELETE FROM alembic_version');
  const before = await databaseState(db);
  const plan = await planAdoption(db, profile);
  await adopt(db, plan, { accepted: new Set(), fixFunctions: false });
  await migrateUp(db);
  await migrateDown(db, { to: profile.baseline });
  await release(db, profile);
  await migrateDown(db, { to: null });
  expect(await databaseState(db)).toEqual(before);
});
