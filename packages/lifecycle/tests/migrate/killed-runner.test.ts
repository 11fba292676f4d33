import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { schemaSignature } from '../schema-signature.ts';
import { type MigrationsFolder, makeMigrationsFolder } from './migrations-folder.ts';

// A runner is killed at every named point; the next one must find out, say so and go on.

const whole = '20260101000000_shop_create_goods';
const loose = '20260102000000_shop_index_goods';

let database: TestDatabase;
let folder: MigrationsFolder;
let finished: readonly string[];

beforeAll(async () => {
  folder = await makeMigrationsFolder();
  await folder.write(
    whole,
    [
      'CREATE SCHEMA shop',
      'CREATE TABLE shop.goods (id int PRIMARY KEY, price int)',
      'INSERT INTO shop.goods SELECT n, n FROM generate_series(1, 100) AS n',
    ],
    ['DROP TABLE shop.goods', 'DROP SCHEMA shop'],
  );
  await folder.write(
    loose,
    [
      'ALTER TABLE shop.goods ADD COLUMN stock int NOT NULL DEFAULT 0',
      'UPDATE shop.goods SET stock = stock + 1',
      'CREATE INDEX CONCURRENTLY goods_price_idx ON shop.goods (price)',
      'CREATE INDEX CONCURRENTLY goods_stock_idx ON shop.goods (stock)',
      'UPDATE shop.goods SET stock = stock + 1',
    ],
    [
      'DROP INDEX CONCURRENTLY shop.goods_stock_idx',
      'DROP INDEX CONCURRENTLY shop.goods_price_idx',
      'ALTER TABLE shop.goods DROP COLUMN stock',
    ],
    true,
  );
  database = await createTestDatabase({ empty: true, poolSize: 3 });
  await migrateUp(database.db, { folder: folder.path });
  finished = await schemaSignature(database.db);
});

// One database for all rounds, emptied: making one takes as long as a round.
beforeEach(() => database.db.raw('DROP SCHEMA IF EXISTS shop, lifecycle CASCADE'));

afterAll(async () => {
  await database.drop();
  await folder.remove();
});

/** Crash points with how often each is passed on the way up over both migrations. */
const upPoints: readonly (readonly [point: string, passes: number])[] = [
  ['migration.before', 2],
  ['migration.statement', 8],
  ['migration.noted', 3],
  ['migration.loose-statement', 2],
  ['migration.before-ledger', 2],
  ['migration.before-commit', 2],
  ['migration.after', 2],
];
const upRounds = upPoints.flatMap(([point, passes]) =>
  Array.from({ length: passes }, (_, place) => [point, place + 1] as const),
);

/** With what the next runner says of it; nothing behind the commit. */
const downRounds: readonly (readonly [point: string, pass: number, left: string | null])[] = [
  // Before its first statement nothing is done.
  ['migration.before', 1, 'nothing-left'],
  ['migration.loose-statement', 1, 'resumed'],
  ['migration.loose-statement', 2, 'resumed'],
  ['migration.statement', 3, 'resumed'],
  ['migration.noted', 1, 'resumed'],
  ['migration.before-ledger', 1, 'resumed'],
  ['migration.statement', 4, 'nothing-left'],
  ['migration.before-commit', 2, 'nothing-left'],
  ['migration.after', 1, null],
];

proof('runners-killed-going-up', { short: 5, long: 21 }, ({ some, passed }) => {
  test.each(some(upRounds))('killed on the way up at %s, pass %i', async (point, pass) => {
    await runKilled('up', point, pass);
    const found: string[] = [];
    const { revision } = await migrateUp(database.db, {
      folder: folder.path,
      onProgress: (step) => {
        if (step.kind === 'found-interrupted') found.push(step.then);
      },
    });
    expect(revision).toBe(loose);
    await expectFinished();
    // Behind the commit nothing was left to find.
    expect(found.length).toBe(point === 'migration.after' ? 0 : 1);
    passed();
  });
});

proof('runners-killed-going-down', { short: 3, long: 9 }, ({ some, passed }) => {
  test.each(some(downRounds))(
    'killed on the way down at %s, pass %i',
    async (point, pass, left) => {
      await migrateUp(database.db, { folder: folder.path });
      await runKilled('down', point, pass);
      const found: string[] = [];
      await migrateDown(database.db, {
        folder: folder.path,
        to: null,
        onProgress: (step) => {
          if (step.kind === 'found-interrupted')
            found.push(`${step.attempt.direction} ${step.then}`);
        },
      });
      expect(found).toEqual(left === null ? [] : [`down ${left}`]);
      expect(await schemaSignature(database.db)).toEqual([]);
      expect((await migrationStatus(database.db, { folder: folder.path })).revision).toBeNull();
      passed();
    },
  );
});

test('half a migration outside of transactions can be taken back instead', async () => {
  await runKilled('up', 'migration.loose-statement', 2);
  // Its server process goes, and with it the runner's lock, once it notices.
  const look = () => migrationStatus(database.db, { folder: folder.path });
  await expect.poll(async () => (await look()).runner).toBeNull();
  const status = await look();
  expect(status).toMatchObject({ revision: whole, interrupted: { name: loose, outcome: null } });
  // What was sent and not noted is next: nobody knows yet whether it took effect.
  expect(status.interruptedProgress).toEqual({
    done: 3,
    known: 5,
    next: { number: 4, sql: 'CREATE INDEX CONCURRENTLY goods_stock_idx ON shop.goods (stock)' },
  });
  const report = await migrateDown(database.db, { folder: folder.path, to: whole });
  expect(report).toEqual({ changed: [], revision: whole });
  const { rows } = await database.db.raw(
    "SELECT count(*)::int AS columns FROM information_schema.columns WHERE table_schema = 'shop'",
  );
  expect(rows).toEqual([{ columns: 2 }]);
  expect((await migrationStatus(database.db, { folder: folder.path })).interrupted).toBeNull();
});

async function runKilled(direction: 'up' | 'down', point: string, pass: number): Promise<void> {
  const script = join(import.meta.dirname, 'fixtures/run-migrations.ts');
  const child = spawn(
    process.execPath,
    [
      ...programArguments(script),
      database.connectionString,
      folder.path,
      direction,
      point,
      String(pass),
    ],
    { stdio: 'inherit' },
  );
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}

/** Both migrations are applied, and each statement took effect exactly once. */
async function expectFinished(): Promise<void> {
  const { db } = database;
  expect(await schemaSignature(db)).toEqual(finished);
  const { rows } = await db.raw(
    'SELECT count(*)::int AS goods, min(stock) AS least, max(stock) AS most FROM shop.goods',
  );
  expect(rows).toEqual([{ goods: 100, least: 2, most: 2 }]);
  const { rows: invalid } = await db.raw('SELECT indexrelid FROM pg_index WHERE NOT indisvalid');
  expect(invalid).toEqual([]);
  const status = await migrationStatus(db, { folder: folder.path });
  expect(status).toMatchObject({ pending: [], interrupted: null });
}
