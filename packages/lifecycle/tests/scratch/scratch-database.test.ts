import { connect } from '@atelier/db/kernel/connection.ts';
import { withScratchDatabase } from '@atelier/lifecycle/scratch/scratch-database.ts';
import { tellLeftOvers } from '@atelier/lifecycle/server/clean-up.ts';
import { inDatabase } from '@atelier/lifecycle/server/database-address.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { asRole } from '../limited-role.ts';

const role = `ordinary_${process.pid}`;
let database: TestDatabase;
/** As a role that may make databases, and nothing else. */
let db: TestDatabase['db'];
let leftOver: string[];

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  await database.db.raw(`CREATE ROLE ${role} LOGIN PASSWORD 'secret' CREATEDB`);
  db = connect({ connectionString: asRole(database.connectionString, role), poolSize: 4 });
});
afterAll(async () => {
  await db.destroy();
  await database.db.raw(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await database.drop();
});
beforeEach(() => {
  leftOver = [];
  tellLeftOvers((what, error) => leftOver.push(`${what}: ${Object(error).code}`));
});
afterEach(() => tellLeftOvers(() => {}));

async function scratchDatabases(): Promise<readonly string[]> {
  const { rows } = await database.db.raw<{ rows: { datname: string }[] }>(
    'SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = ?',
    [role],
  );
  return rows.map(({ datname }) => datname);
}

const nothing = () => withScratchDatabase(db, 'next', async () => 'done');

/** Leaves a scratch database over, in which a session of another role stands. */
async function leaveOver(): Promise<{ name: string; stranger: TestDatabase['db'] }> {
  let stranger: TestDatabase['db'] | undefined;
  const name = await withScratchDatabase(db, 'first', async (scratch) => {
    stranger = connect({ connectionString: inDatabase(database.connectionString, scratch.name) });
    await stranger.raw('SELECT 1');
    return scratch.name;
  });
  if (stranger === undefined) throw new TypeError('nobody came');
  return { name, stranger };
}

test('it waits for no disk: after a crash it is nobody’s', async () => {
  await withScratchDatabase(db, 'unsynced', async (scratch) => {
    const { rows } = await scratch.db.raw(
      "SELECT source FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'off'",
    );
    expect(rows).toEqual([{ source: 'database' }]);
  });
});

test('a stranger in it stops neither the work nor what comes next; it goes when it can', async () => {
  const { name, stranger } = await leaveOver();
  const told = `scratch database ${name}: ERR_DATABASE_STAYS`;
  expect(leftOver).toEqual([told]);
  expect(await nothing()).toBe('done');
  expect(leftOver).toEqual([told, told]);
  expect(await scratchDatabases()).toEqual([name]);
  await stranger.destroy();
  await expect.poll(() => nothing().then(scratchDatabases)).toEqual([]);
});

test('why the work failed is told, though the clean-up failed too', async () => {
  let stranger: TestDatabase['db'] | undefined;
  const failing = withScratchDatabase(db, 'failing', async ({ name }) => {
    stranger = connect({ connectionString: inDatabase(database.connectionString, name) });
    await stranger.raw('SELECT 1');
    throw new RangeError('the work’s own');
  });
  await expect(failing).rejects.toThrow('the work’s own');
  expect(leftOver.length).toBe(1);
  await stranger?.destroy();
  await expect.poll(() => nothing().then(scratchDatabases)).toEqual([]);
});

test('sessions of the own role are sent away', async () => {
  const sitting = await withScratchDatabase(db, 'sat_in', async ({ connectionString }) => {
    const session = connect({ connectionString, applicationName: 'sitting' });
    await session.raw('SELECT 1');
    return session;
  });
  expect(await scratchDatabases()).toEqual([]);
  expect(leftOver).toEqual([]);
  await sitting.destroy();
});

test('what stands for it holds no transaction; sent away, it comes back, and it is not abandoned', async () => {
  await withScratchDatabase(db, 'guarded', async ({ name }) => {
    const guards = async () => {
      const { rows } = await database.db.raw<{ rows: { pid: number; inside: boolean }[] }>(
        `SELECT pid, backend_xmin IS NOT NULL OR xact_start IS NOT NULL AS inside
         FROM pg_stat_activity WHERE application_name = ? AND datname <> ?`,
        [name, name],
      );
      return rows;
    };
    const [first] = await guards();
    expect(first?.inside).toBe(false);
    await database.db.raw('SELECT pg_terminate_backend(?, 5000)', [first?.pid ?? 0]);
    await expect.poll(() => guards().then(({ length }) => length)).toBe(1);
    await nothing();
    expect(await scratchDatabases()).toEqual([name]);
  });
  expect(await scratchDatabases()).toEqual([]);
});

test('when somebody dropped it, that is what is told', async () => {
  const dropped = withScratchDatabase(db, 'dropped', async (scratch) => {
    await scratch.db.raw('SELECT 1');
    await database.db.raw('DROP DATABASE ?? WITH (FORCE)', [scratch.name]);
    await scratch.db.raw('SELECT 1');
  });
  await expect(dropped).rejects.toMatchObject({ code: 'ERR_SCRATCH_LOST' });
  expect(leftOver).toEqual([]);
});
