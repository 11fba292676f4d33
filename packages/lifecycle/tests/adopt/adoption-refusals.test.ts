import { adopt } from '@atelier/lifecycle/adopt/adopt.ts';
import { fixesOf, planAdoption } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import {
  recognizedProfiles,
  refuseUnadopted,
} from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { planRelease, release } from '@atelier/lifecycle/adopt/release.ts';
import { isAcceptedByItself, takesNothingAway } from '@atelier/lifecycle/adopt/rules/acceptance.ts';
import { planStamp, stamp } from '@atelier/lifecycle/adopt/stamp.ts';
import { convertInPlace } from '@atelier/lifecycle/convert/in-place.ts';
import { ensureLedger } from '@atelier/lifecycle/migrate/ledger.ts';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { profiles } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { carryOutFixes } from '@atelier/lifecycle/repair/fix-repairs.ts';
import { carryOutRepairs, planRepairs, undoRepair } from '@atelier/lifecycle/repair/repair.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { objectsIn } from '../../src/catalog/schema-objects.ts';
import { databaseState } from './database-state.ts';
import { loadDrifted, loadFixture } from './load-fixture.ts';

let database: TestDatabase;
let db: TestDatabase['db'];

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  db = database.db;
});
afterEach(() => database.drop());

const gentleFixes = (plan: Awaited<ReturnType<typeof planAdoption>>) =>
  fixesOf(
    plan,
    plan.differences.filter((each) => takesNothingAway(each) && !isAcceptedByItself(each)),
  ).filter(({ fix }) => fix !== null);

const all = ({ differences }: { differences: readonly { readonly id: string }[] }) =>
  new Set(differences.map(({ id }) => id));

test('the tables that a profile names are those of its migrations', async () => {
  await migrateUp(db, { to: profiles['miniatures-legacy'].baseline });
  const owned = new Map<string, string[]>();
  for (const { schema, landmarks, otherTables } of Object.values(profiles)) {
    owned.set(schema, [...(owned.get(schema) ?? []), ...landmarks, ...otherTables]);
  }
  for (const [schema, tables] of owned) {
    const built = (await objectsIn(db, schema)).filter(({ kind }) => kind === 'table');
    expect(tables.sort()).toEqual(built.map(({ name }) => name).sort());
  }
});

test('what was found is saved as SQL that makes it again', async () => {
  const other = await createTestDatabase({ empty: true });
  try {
    await loadFixture(db, 'time-legacy');
    const { inventory } = await planAdoption(db, profiles['time-legacy']);
    await other.db.raw(`SET check_function_bodies = off;\n${inventory}`.replaceAll('?', '\\?'));
    const { rows: _rows, positions: _positions, ...found } = await databaseState(db);
    expect(await databaseState(other.db)).toMatchObject(found);
  } finally {
    await other.drop();
  }
});

test('what differs is neither adopted nor half moved until each difference is accepted', async () => {
  await loadDrifted(db, 'tracks');
  const before = await databaseState(db);
  const plan = await planAdoption(db, profiles.tracks);
  const accepted = all(plan);
  accepted.delete('extra:column:tracks.color');
  await expect(adopt(db, plan, { accepted, fixFunctions: true })).rejects.toMatchObject({
    code: 'ERR_PROFILE_DRIFTED',
    params: { differences: 1, first: 'extra:column:tracks.color' },
  });
  accepted.add('extra:column:tracks.colour');
  await expect(adopt(db, plan, { accepted, fixFunctions: true })).rejects.toMatchObject({
    code: 'ERR_DIFFERENCE_UNKNOWN',
    params: { id: 'extra:column:tracks.colour' },
  });
  expect(await databaseState(db)).toEqual(before);
});

test('what nobody saw is not adopted', async () => {
  await loadFixture(db, 'tracks');
  const plan = await planAdoption(db, profiles.tracks);
  await db.raw("ALTER TABLE chat_templates ALTER version SET DEFAULT 'v7'");
  const before = await databaseState(db);
  await expect(adopt(db, plan, { accepted: all(plan), fixFunctions: true })).rejects.toMatchObject({
    code: 'ERR_PROFILE_CHANGED',
  });
  expect(await databaseState(db)).toEqual(before);
  expect((await migrationStatus(db)).applied).toEqual([]);
});

const differsAfterTheMove = [
  {
    // As some hosts have it: whatever table is made or altered gets row security.
    what: 'an event trigger of others',
    sql: `
      CREATE FUNCTION public.protect() RETURNS event_trigger LANGUAGE plpgsql AS $$
      DECLARE altered regclass;
      BEGIN
        FOR altered IN SELECT c.objid FROM pg_event_trigger_ddl_commands() AS c
          JOIN pg_class ON pg_class.oid = c.objid AND relkind = 'r' AND NOT relrowsecurity
        LOOP
          EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', altered);
        END LOOP;
      END $$;
      CREATE EVENT TRIGGER protect ON ddl_command_end WHEN TAG IN ('ALTER TABLE')
        EXECUTE FUNCTION public.protect()`,
    first: /^other:table:\w+$/,
  },
  {
    what: 'statistics of others that wait in the schema of the area',
    sql: `CREATE SCHEMA tracks;
      CREATE STATISTICS tracks.of_messages ON thread_id, role FROM public.chat_messages`,
    first: 'extra:statistics-object:chat_messages.of_messages',
  },
];

test.each(differsAfterTheMove)(
  'what is unequal only after the move is not adopted: $what',
  async ({ sql, first }) => {
    await loadFixture(db, 'tracks');
    await db.raw(sql);
    const before = await databaseState(db);
    const plan = await planAdoption(db, profiles.tracks);
    await expect(
      adopt(db, plan, { accepted: all(plan), fixFunctions: true }),
    ).rejects.toMatchObject({
      code: 'ERR_ADOPTION_UNEQUAL',
      params: { profile: 'tracks', first: expect.stringMatching(first) },
    });
    expect(await databaseState(db)).toEqual(before);
    const { applied, attempts, interrupted } = await migrationStatus(db);
    expect([applied, interrupted]).toEqual([[], null]);
    expect(attempts).toMatchObject([{ profile: 'tracks', outcome: 'failed' }]);
  },
);

test('nothing is adopted while a migration is half done', async () => {
  await loadFixture(db, 'tracks');
  await ensureLedger(db);
  const half = { name: '20260101000000_shop_index', checksum: 'c', direction: 'up' };
  const [attempt] = await db('lifecycle.migration_attempts')
    .insert({ ...half, transactional: false, runner: 'studio:42' })
    .returning('id');
  await db('lifecycle.attempt_statements').insert({
    attemptId: attempt.id,
    position: 0,
    statementHash: 'h',
    finishedAt: new Date(),
  });
  const plan = await planAdoption(db, profiles.tracks);
  await expect(adopt(db, plan, { accepted: all(plan), fixFunctions: true })).rejects.toMatchObject({
    code: 'ERR_MIGRATION_HALF_MISSING',
    params: { name: half.name },
  });
  // It is still the newest, and so what the next runner finds.
  expect((await migrationStatus(db)).interrupted).toMatchObject({ name: half.name });
});

test('functions of others stay as they are unless it is asked to fix them', async () => {
  await loadFixture(db, 'time-legacy');
  const functions = (await databaseState(db)).functions;
  const plan = await planAdoption(db, profiles['time-legacy']);
  expect(plan.fixes.map(({ identity }) => identity)).toEqual([
    'public.area_of(integer)',
    'public.running_timers(bigint)',
    'public.watch_task()',
  ]);
  expect(plan.surroundings.functions.at(-1)).toMatchObject({
    triggers: ['alarms_watch_task on alarms'],
  });
  await adopt(db, plan, { accepted: all(plan), fixFunctions: false });
  const bodies = (list: typeof functions) =>
    list.map(({ name, definition }) => [name, definition.replaceAll('"time".', 'public.')]);
  expect(bodies((await databaseState(db)).functions)).toEqual(bodies(functions));
  await expect(db.raw('SELECT area_of(1)')).rejects.toMatchObject({ code: '42P01' });
});

test('roles that may use the tables may use them where they are afterwards', async () => {
  await loadFixture(db, 'tracks');
  // A role that every server has, so that none has to be made.
  await db.raw('GRANT SELECT ON tracks TO pg_monitor');
  const before = await databaseState(db);
  const plan = await planAdoption(db, profiles.tracks);
  await adopt(db, plan, { accepted: all(plan), fixFunctions: false });
  const { rows } =
    await db.raw(`SELECT has_schema_privilege('pg_monitor', 'tracks', 'USAGE') AS enters,
    has_table_privilege('pg_monitor', 'tracks.tracks', 'SELECT') AS reads,
    has_schema_privilege('pg_database_owner', 'tracks', 'CREATE') AS makes`);
  expect(rows).toEqual([{ enters: true, reads: true, makes: false }]);
  await release(db, profiles.tracks);
  expect(await databaseState(db)).toEqual(before);
});

test('the second generation of runs needs the first; each is adopted once and released in turn', async () => {
  await loadFixture(db, 'runs-v1', 'runs-v2');
  await expect(planAdoption(db, profiles['runs-v2'])).rejects.toMatchObject({
    code: 'ERR_PROFILE_NEEDS',
    params: { needs: 'runs-v1' },
  });
  for (const name of ['runs-v1', 'runs-v2'] as const) {
    const plan = await planAdoption(db, profiles[name]);
    await adopt(db, plan, { accepted: all(plan), fixFunctions: false });
    await expect(planAdoption(db, profiles[name])).rejects.toMatchObject({
      code: 'ERR_PROFILE_ADOPTED',
    });
  }
  await expect(release(db, profiles['runs-v1'])).rejects.toMatchObject({
    code: 'ERR_PROFILE_IN_USE',
    params: { migration: profiles['runs-v2'].baseline },
  });
  await expect(migrateDown(db, { to: null })).rejects.toMatchObject({
    code: 'ERR_MIGRATION_STAMPED',
  });
  await expect(planRelease(db, profiles.tracks)).rejects.toMatchObject({
    code: 'ERR_PROFILE_NOT_ADOPTED',
  });
});

test('nothing is adopted over what the migrations built, nor from a schema without the tables', async () => {
  await expect(planAdoption(db, profiles.tracks)).rejects.toMatchObject({
    code: 'ERR_PROFILE_NOT_FOUND',
  });
  await loadFixture(db, 'tracks');
  await db.raw('CREATE SCHEMA tracks; CREATE TABLE tracks.synopses (id int)');
  await expect(planAdoption(db, profiles.tracks)).rejects.toMatchObject({
    code: 'ERR_PROFILE_OCCUPIED',
    params: { schema: 'tracks', name: 'synopses' },
  });
  await db.raw('DROP SCHEMA tracks CASCADE');
  await migrateUp(db);
  await expect(planAdoption(db, profiles.tracks)).rejects.toMatchObject({
    code: 'ERR_PROFILE_BUILT',
  });
});

test('a database that is to be adopted is recognised, and no empty tables are built beside it', async () => {
  expect(await recognizedProfiles(db)).toEqual([]);
  await loadFixture(db, 'runs-v1', 'runs-v2');
  const { pending } = await migrationStatus(db);
  await expect(refuseUnadopted(db, pending)).rejects.toMatchObject({
    code: 'ERR_DATABASE_UNADOPTED',
    params: { profiles: 'runs-v1, runs-v2', profile: 'runs-v1' },
  });
  for (const name of ['runs-v1', 'runs-v2'] as const) {
    const plan = await planAdoption(db, profiles[name]);
    await adopt(db, plan, { accepted: all(plan), fixFunctions: false });
  }
  await refuseUnadopted(db, pending);
  expect(await recognizedProfiles(db)).toEqual([]);
});

test('fixed before the adoption, and all of it taken back after the release', async () => {
  await loadDrifted(db, 'time-legacy');
  const before = await databaseState(db);
  const done = await carryOutRepairs(db, await planRepairs(db));
  const drifted = await planAdoption(db, profiles['time-legacy']);
  const fixed = await carryOutFixes(db, 'time-legacy', gentleFixes(drifted));
  const plan = await planAdoption(db, profiles['time-legacy']);
  expect(plan.differences.map(({ id }) => id)).toEqual([
    'extra:column:resources.project_id_kept',
    'extra:column:resources.area_id_kept',
  ]);
  await adopt(db, plan, { accepted: all(plan), fixFunctions: true });
  await migrateUp(db);
  expect(await planRepairs(db)).toEqual([]);
  await expect(undoRepair(db, fixed)).rejects.toMatchObject({ code: 'ERR_REPAIR_OVERTAKEN' });
  await migrateDown(db, { to: profiles['time-legacy'].baseline });
  await release(db, profiles['time-legacy']);
  await migrateDown(db, { to: null });
  await undoRepair(db, fixed);
  for (const { record } of done.toReversed()) await undoRepair(db, record);
  expect(await databaseState(db)).toEqual(before);
});

test('a fix that the rows do not allow changes nothing and names the difference', async () => {
  await loadDrifted(db, 'runs-v1', 'runs-v2');
  const first = await planAdoption(db, profiles['runs-v1']);
  await adopt(db, first, { accepted: all(first), fixFunctions: false });
  const before = await databaseState(db);
  const plan = await planAdoption(db, profiles['runs-v2']);
  await expect(carryOutFixes(db, 'runs-v2', gentleFixes(plan))).rejects.toMatchObject({
    code: 'ERR_FIX_FAILED',
    params: { id: 'missing:check:attachments.attachments_size_bytes_check' },
  });
  expect(await databaseState(db)).toEqual(before);
});

test('a revision is stamped when the schema is its own, and only then', async () => {
  const [kernel, miniatures, ...rest] = (await migrationStatus(db)).pending;
  await migrateUp(db, { to: miniatures });
  await db.raw('DROP SCHEMA lifecycle CASCADE');
  const tooFar = await planStamp(db, rest.at(-1) ?? '');
  await expect(stamp(db, tooFar)).rejects.toMatchObject({ code: 'ERR_STAMP_DIFFERS' });
  const tooNear = await planStamp(db, kernel ?? '');
  await expect(stamp(db, tooNear)).rejects.toMatchObject({ code: 'ERR_STAMP_DIFFERS' });
  expect((await migrationStatus(db)).applied).toEqual([]);

  const fitting = await planStamp(db, miniatures ?? '');
  expect(fitting.added).toEqual([kernel, miniatures]);
  await db.raw('ALTER TABLE miniatures.stage_counts ALTER count DROP DEFAULT');
  await expect(stamp(db, fitting)).rejects.toMatchObject({
    code: 'ERR_STAMP_DIFFERS',
    params: { first: 'default:column:stage_counts.count' },
  });
  await db.raw('ALTER TABLE miniatures.stage_counts ALTER count SET DEFAULT 0');
  await stamp(db, fitting);
  expect(await migrationStatus(db)).toMatchObject({ revision: miniatures, pending: rest });
  // A revision that was left by hand is left in the ledger too.
  await db.raw('DROP SCHEMA miniatures CASCADE');
  const back = await planStamp(db, kernel ?? '');
  expect(back.removed).toEqual([miniatures]);
  await stamp(db, back);
  expect((await migrationStatus(db)).revision).toBe(kernel);
  await migrateUp(db);
  await migrateDown(db, { to: null });
});

test('what was converted is stamped as it is, and released after it was converted back', async () => {
  await loadFixture(db, 'time-legacy');
  await carryOutRepairs(db, await planRepairs(db));
  const before = await databaseState(db);
  const plan = await planAdoption(db, profiles['time-legacy']);
  await adopt(db, plan, { accepted: all(plan), fixFunctions: true });
  await migrateUp(db);
  const profile = 'time-legacy';
  // What was said about tables of others means nothing where only ours are built.
  await db.raw('CREATE TABLE public.reviews (id integer, task_id integer)');
  const notReferences = ['public.reviews.task_id'];
  const { converted } = await convertInPlace(db, { profile, target: 'uuid', notReferences });
  expect(converted).toBe(true);
  const head = (await migrationStatus(db)).revision ?? '';
  const stamping = await planStamp(db, head);
  await stamp(db, stamping);
  await migrateDown(db, { to: profiles[profile].baseline });
  await expect(release(db, profiles[profile])).rejects.toMatchObject({
    code: 'ERR_PROFILE_CONVERTED',
  });
  await convertInPlace(db, { profile, target: 'integer' });
  await db.raw('DROP TABLE public.reviews');
  await release(db, profiles[profile]);
  await migrateDown(db, { to: null });
  // The conversion called a trigger in a transaction that it rolled back; a sequence keeps such a step.
  const { positions: _positions, ...found } = before;
  expect(await databaseState(db)).toMatchObject(found);
});

test('an adopted baseline counts when a revision is stamped', async () => {
  await loadFixture(db, 'time-legacy');
  await carryOutRepairs(db, await planRepairs(db));
  const plan = await planAdoption(db, profiles['time-legacy']);
  await adopt(db, plan, { accepted: all(plan), fixFunctions: false });
  await migrateUp(db);
  const head = (await migrationStatus(db)).revision ?? '';
  const [kernel] = (await migrationStatus(db)).applied;
  await db.raw('DELETE FROM lifecycle.schema_migrations WHERE name = ?', [kernel?.name ?? '']);
  const stamping = await planStamp(db, head);
  expect(stamping).toMatchObject({ added: [kernel?.name], removed: [] });
  await stamp(db, stamping);
  expect((await migrationStatus(db)).mismatches).toEqual([]);
});
