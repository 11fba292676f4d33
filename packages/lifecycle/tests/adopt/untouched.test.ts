import { adopt } from '@atelier/lifecycle/adopt/adopt.ts';
import { planAdoption } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { recognizedProfiles } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { release } from '@atelier/lifecycle/adopt/release.ts';
import { convertInPlace } from '@atelier/lifecycle/convert/in-place.ts';
import { findDrift } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { type ProfileName, profiles } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { carryOutRepairs, planRepairs, undoRepair } from '@atelier/lifecycle/repair/repair.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseState } from './database-state.ts';
import { type Fixture, loadFixture } from './load-fixture.ts';

// Databases just as the older programs make them, in each form that is known.

let database: TestDatabase;
let db: TestDatabase['db'];

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  db = database.db;
});
afterEach(() => database.drop());

interface Kind {
  readonly what: string;
  readonly fixtures: readonly Fixture[];
  /** What makes another form of it. */
  readonly sql?: string;
  /** In the order in which they are adopted. */
  readonly names: readonly ProfileName[];
  /** Later forms that are stamped with the last one's baseline. */
  readonly stamped?: readonly string[];
  /** What is repaired before the head is reached. */
  readonly repairs?: readonly string[];
}

const oneTimer = '20261121040210_time_one_running_timer';
const resourceKeys = '20261121040220_time_resource_keys';
const uuidColumns = ['project_id', 'area_id', 'human_user_id'].map((id) => `resource-key:${id}`);
const closeTimers = `
  UPDATE time_entries SET end_time = start_time WHERE end_time IS NULL AND owner_id <> 1001;
  CREATE UNIQUE INDEX ux_time_entries_running ON time_entries (owner_id) WHERE end_time IS NULL`;
const integerColumns = `
  ALTER TABLE resources ALTER project_id TYPE integer USING 1, ALTER area_id TYPE integer USING 2,
    ALTER human_user_id TYPE integer USING NULL`;

const kinds: readonly Kind[] = [
  { what: 'runs', fixtures: ['runs-v1'], names: ['runs-v1'] },
  {
    what: 'runs of both generations',
    fixtures: ['runs-v1', 'runs-v2'],
    names: ['runs-v1', 'runs-v2'],
  },
  {
    what: 'time',
    fixtures: ['time-legacy'],
    names: ['time-legacy'],
    repairs: ['running-timers', ...uuidColumns],
  },
  {
    what: 'time with the index of running timers',
    fixtures: ['time-legacy'],
    sql: closeTimers,
    names: ['time-legacy'],
    stamped: [oneTimer],
    repairs: uuidColumns,
  },
  {
    what: 'time with integers in resources',
    fixtures: ['time-legacy'],
    sql: integerColumns,
    names: ['time-legacy'],
    stamped: [resourceKeys],
    repairs: ['running-timers'],
  },
  {
    what: 'time with both',
    fixtures: ['time-legacy'],
    sql: `${closeTimers}; ${integerColumns}`,
    names: ['time-legacy'],
    stamped: [oneTimer, resourceKeys],
  },
  {
    what: 'tracks',
    fixtures: ['tracks'],
    names: ['tracks'],
    stamped: ['20261121040310_tracks_synopsis_versions'],
  },
  { what: 'tracks, older', fixtures: ['tracks-older'], names: ['tracks'] },
  {
    what: 'miniatures',
    fixtures: ['miniatures-legacy'],
    names: ['miniatures-legacy'],
  },
];

proof('databases-untouched', { short: 2, long: 9 }, ({ some, passed }) => {
  test.each(some(kinds))(
    'nothing differs in $what: adopted, at the head without drift, and released as it was',
    async ({ fixtures, sql = 'SELECT', names, stamped = [], repairs = [] }) => {
      await loadFixture(db, ...fixtures);
      await db.raw(sql);
      const before = await databaseState(db);
      expect((await recognizedProfiles(db)).map(({ name }) => name)).toEqual(names);
      const last = names.at(-1) ?? 'tracks';
      const { baseline } = profiles[last];
      for (const name of names) {
        const plan = await planAdoption(db, profiles[name]);
        expect(plan.differences).toEqual([]);
        const done = await adopt(db, plan, { accepted: new Set(), fixFunctions: true });
        if (name === last) expect(done.stamped).toEqual([baseline, ...stamped]);
      }

      const planned = await planRepairs(db);
      expect(planned.map(({ id }) => id)).toEqual(repairs);
      if (planned.length > 0) {
        // Nothing is closed or put aside without a record: the migration says what comes first.
        await expect(migrateUp(db)).rejects.toMatchObject({
          code: 'ERR_MIGRATION_FAILED',
          message: expect.stringContaining('db repair --yes'),
        });
      }
      const done = await carryOutRepairs(db, planned);
      await migrateUp(db);
      expect((await migrationStatus(db)).pending).toEqual([]);
      expect((await findDrift(db)).differences).toEqual([]);

      await migrateDown(db, { to: baseline });
      for (const name of names.toReversed()) await release(db, profiles[name]);
      for (const { record } of done.toReversed()) await undoRepair(db, record);
      await migrateDown(db, { to: null });
      expect(await databaseState(db)).toEqual(before);
      passed();
    },
  );
});

proof('repairs-around-an-adoption', { short: 1, long: 2 }, ({ some, passed }) => {
  test.each(some(['before', 'after']))(
    'repaired %s the adoption, time is the same at the head and as it was when all is taken back',
    async (when) => {
      await loadFixture(db, 'time-legacy');
      const before = await databaseState(db);
      const repair = async () => carryOutRepairs(db, await planRepairs(db));
      const early = when === 'before' ? await repair() : [];
      const plan = await planAdoption(db, profiles['time-legacy']);
      const kept = plan.differences.map(({ id }) => id);
      await adopt(db, plan, { accepted: new Set(kept), fixFunctions: true });
      const done = when === 'before' ? early : await repair();
      await migrateUp(db);
      const { differences, accepted } = await findDrift(db);
      expect([differences, accepted.map(({ object }) => object.part)]).toEqual([
        [],
        ['project_id_kept', 'area_id_kept'],
      ]);
      // The repairs may be taken back first or last.
      if (when === 'after')
        for (const { record } of done.toReversed()) await undoRepair(db, record);
      await migrateDown(db, { to: profiles['time-legacy'].baseline });
      await release(db, profiles['time-legacy']);
      await migrateDown(db, { to: null });
      if (when === 'before') for (const { record } of done) await undoRepair(db, record);
      expect(await databaseState(db)).toEqual(before);
      passed();
    },
  );
});

test('where the keys were converted before, resources keep uuids, and nothing asks for a repair', async () => {
  await loadFixture(db, 'time-legacy');
  const profile = 'time-legacy';
  const plan = await planAdoption(db, profiles[profile]);
  await adopt(db, plan, { accepted: new Set(), fixFunctions: true });
  const timers = (await planRepairs(db)).filter(({ kind }) => kind === 'running-timers');
  await carryOutRepairs(db, timers);
  await convertInPlace(db, { profile, target: 'uuid' });
  await migrateUp(db);
  expect(await planRepairs(db)).toEqual([]);
  // Converted back, they are uuids between integers again.
  await convertInPlace(db, { profile, target: 'integer' });
  expect((await planRepairs(db)).map(({ id }) => id)).toEqual(uuidColumns);
});

test('both forms of tracks come to the same head, and a version keeps title and time', async () => {
  await loadFixture(db, 'tracks-older');
  const plan = await planAdoption(db, profiles.tracks);
  await adopt(db, plan, { accepted: new Set(), fixFunctions: true });
  await migrateUp(db);
  const { rows } = await db.raw(`
    SELECT s.title AS synopsis, v.version_num AS number, v.kind, v.title,
      v.id = s.current_version_id AS current, v.edited_at::text AS edited
    FROM tracks.synopsis_versions AS v JOIN tracks.synopses AS s ON s.id = v.synopsis_id
    ORDER BY s.id, 2`);
  const version = (synopsis: string, number: number, kind: string, rest = {}) =>
    expect.objectContaining({ synopsis, number, kind, title: null, edited: null, ...rest });
  expect(rows).toEqual([
    version('Live', 1, 'generated', { title: expect.stringMatching(/^B/) }),
    version('Live', 2, 'generated', { title: '', edited: '2024-01-05 00:00:00+00' }),
    version('Live', 3, 'imported'),
    version('Live', 4, 'generated', { current: true }),
    version('After', 1, 'generated', { title: 'Before' }),
    version('After', 2, 'imported', { edited: 'infinity', current: null }),
    version('Alone', 1, 'generated', { current: true }),
  ]);
});
