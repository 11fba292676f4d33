import { isUnavailable } from '@atelier/db/kernel/database-errors.ts';
import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import { type MigrationStep, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { runnerLockHolder } from '@atelier/lifecycle/migrate/runner-lock.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MigrationsFolder, makeMigrationsFolder } from './migrations-folder.ts';

const first = '20260101000000_shop_create_goods';
const second = '20260102000000_shop_add_stock';

let database: TestDatabase;
let folder: MigrationsFolder;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await makeMigrationsFolder();
  await folder.write(first, ['CREATE TABLE goods (id int)'], ['DROP TABLE goods']);
  await migrateUp(database.db, { folder: folder.path });
  await folder.write(
    second,
    ['CREATE TABLE note (id int)', 'ALTER TABLE goods ADD COLUMN stock int'],
    ['ALTER TABLE goods DROP COLUMN stock', 'DROP TABLE note'],
  );
});

afterEach(async () => {
  await database.drop();
  await folder.remove();
});

test('a runner whose lock was lost meanwhile notices, and applies nothing', async () => {
  const { db } = database;
  const running = migrateUp(db, {
    folder: folder.path,
    async beforeApplying() {
      const holder = await runnerLockHolder(db);
      await db.raw('SELECT pg_terminate_backend(?, 5000)', [holder?.pid ?? 0]);
      return undefined;
    },
  });
  await expect(running).rejects.toSatisfy(isUnavailable);
  expect((await migrationStatus(db, { folder: folder.path })).pending).toEqual([second]);
});

/** Another session that reads the table in a transaction, and so is in the way. */
async function reader() {
  const connection = singleConnection(database.db);
  const trx = await connection.transaction();
  await trx.raw('SELECT * FROM goods');
  const { rows } = await trx.raw('SELECT pg_backend_pid() AS pid');
  return {
    pid: rows[0].pid as number,
    async leave() {
      await trx.rollback();
      await connection.destroy();
    },
  };
}

test('a migration that must wait is rolled back, names who is in the way, and tries again', async () => {
  const blocker = await reader();
  const steps: MigrationStep[] = [];
  let left: Promise<void> | undefined;
  const report = await migrateUp(database.db, {
    folder: folder.path,
    lockTimeoutMs: 800,
    pausesMs: [100, 100, 100],
    onProgress: (step) => {
      steps.push(step);
      if (step.kind === 'blocked') left ??= blocker.leave();
    },
  });
  await left;
  expect(report.changed).toEqual([second]);
  const blocked = steps.find((step) => step.kind === 'blocked');
  expect(blocked).toMatchObject({ name: second, pauseMs: 100, blockers: [{ pid: blocker.pid }] });
});

test('after the last pause it is refused with the process in the way, and nothing is left', async () => {
  const blocker = await reader();
  try {
    await expect(
      migrateUp(database.db, { folder: folder.path, lockTimeoutMs: 600, pausesMs: [50] }),
    ).rejects.toMatchObject({
      code: 'ERR_MIGRATION_LOCKED',
      params: { name: second, pids: String(blocker.pid) },
    });
    const { rows } = await database.db.raw("SELECT to_regclass('note') AS note");
    expect(rows).toEqual([{ note: null }]);
    const { attempts, pending } = await migrationStatus(database.db, { folder: folder.path });
    expect(pending).toEqual([second]);
    expect(attempts[0]).toMatchObject({ name: second, outcome: 'failed' });
  } finally {
    await blocker.leave();
  }
});

test('a second runner that may not wait is told who has the lock', async () => {
  const blocker = await reader();
  let waitedFor: unknown;
  const running = migrateUp(database.db, {
    folder: folder.path,
    lockTimeoutMs: 2_000,
    pausesMs: [100, 100, 100, 100],
  });
  try {
    await expect
      .poll(async () => (await migrationStatus(database.db, { folder: folder.path })).runner)
      .not.toBeNull();
    await expect(
      migrateUp(database.db, { folder: folder.path, refuseToWait: true }),
    ).rejects.toMatchObject({ code: 'ERR_RUNNER_BUSY', params: { application: 'atelier' } });
    const waiting = migrateUp(database.db, {
      folder: folder.path,
      onProgress: (step) => {
        if (step.kind === 'waiting') waitedFor = step.holder;
      },
    });
    await expect.poll(() => waitedFor).toMatchObject({ application: 'atelier' });
    await blocker.leave();
    // Each says what it did itself, and one did it all.
    const reports = await Promise.all([running, waiting]);
    expect(reports.map(({ changed }) => changed)).toEqual([[second], []]);
  } finally {
    await running.catch(() => undefined);
  }
});
