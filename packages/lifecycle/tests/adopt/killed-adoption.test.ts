import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { adopt } from '@atelier/lifecycle/adopt/adopt.ts';
import { planAdoption } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { release } from '@atelier/lifecycle/adopt/release.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { profiles } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseState } from './database-state.ts';
import { loadFixture } from './load-fixture.ts';

// An adoption and its release are killed at named points, on one database that goes on from each.

const profile = profiles['time-legacy'];
let database: TestDatabase;
let asFound: unknown;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true, poolSize: 3 });
  await loadFixture(database.db, profile.name);
  asFound = await databaseState(database.db);
});
afterAll(() => database.drop());

/** Before, at the first and in the midst of the moves, between DDL and ledger, and behind that. */
const rolledBack = [
  ['adoption.before', 1],
  ['adoption.moved', 1],
  ['adoption.moved', 9],
  ['adoption.before-ledger', 1],
  ['adoption.before-commit', 1],
] as const;

proof('adoptions-killed', { short: 2, long: 5 }, ({ some, passed }) => {
  test('an adoption that is killed before its end leaves all as it was, and the next command says so', async () => {
    const { db } = database;
    for (const [place, [point, pass]] of some(rolledBack).entries()) {
      await runKilled('adopt', point, pass);
      expect([point, pass, await databaseState(db)]).toEqual([point, pass, asFound]);
      const { interrupted, applied, attempts } = await migrationStatus(db);
      expect(interrupted).toMatchObject({
        name: profile.baseline,
        profile: profile.name,
        direction: 'up',
        transactional: true,
        outcome: null,
      });
      expect(applied).toEqual([]);
      // The killed process of the next round found each of those before.
      expect(attempts.map(({ outcome }) => outcome)).toEqual([
        null,
        ...Array.from({ length: place }, () => 'interrupted'),
      ]);
      passed();
    }
    const plan = await planAdoption(db, profile);
    const told: unknown[] = [];
    await adopt(db, plan, {
      accepted: new Set(plan.differences.map(({ id }) => id)),
      fixFunctions: true,
      onInterrupted: (attempt) => told.push(attempt.profile),
    });
    expect(told).toEqual([profile.name]);
    const { interrupted, applied, attempts } = await migrationStatus(db);
    expect([interrupted, applied.map(({ name }) => name)]).toEqual([null, [profile.baseline]]);
    expect(attempts.slice(0, 2).map(({ outcome }) => outcome)).toEqual(['done', 'interrupted']);
  });

  test('so does a release, and what is killed behind its commit is done', async () => {
    const { db } = database;
    const adopted = await databaseState(db);
    for (const [point, pass] of some(rolledBack)) {
      await runKilled('release', point, pass);
      expect([point, pass, await databaseState(db)]).toEqual([point, pass, adopted]);
      expect((await migrationStatus(db)).interrupted).toMatchObject({
        profile: profile.name,
        direction: 'down',
      });
    }
    const told: unknown[] = [];
    await release(db, profile, { onInterrupted: ({ direction }) => told.push(direction) });
    expect(told).toEqual(['down']);
    expect(await databaseState(db)).toEqual(asFound);

    await runKilled('adopt', 'adoption.after');
    expect(await databaseState(db)).toEqual(adopted);
    expect((await migrationStatus(db)).interrupted).toBeNull();
    await runKilled('release', 'adoption.after');
    expect(await databaseState(db)).toEqual(asFound);
    expect(await migrationStatus(db)).toMatchObject({ interrupted: null, applied: [] });
  });
});

async function runKilled(what: 'adopt' | 'release', point: string, pass = 1): Promise<void> {
  const script = join(import.meta.dirname, 'fixtures/adopt-or-release.ts');
  const child = spawn(
    process.execPath,
    [
      ...[...programArguments(script), database.connectionString],
      ...[profile.name, what, point, String(pass)],
    ],
    { stdio: 'inherit' },
  );
  const [, signal] = await once(child, 'exit');
  expect([what, point, pass, signal]).toEqual([what, point, pass, 'SIGKILL']);
  await gone();
}

/** The killed process's sessions may live a moment longer. */
async function gone(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await database.db.raw(
        `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()
           AND pid <> pg_backend_pid() AND state <> 'idle'`,
      );
      return rows[0].count;
    })
    .toBe(0);
  await expect.poll(async () => (await migrationStatus(database.db)).runner).toBeNull();
}
