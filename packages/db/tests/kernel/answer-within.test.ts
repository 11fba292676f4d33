import { answerWithin } from '@atelier/db/kernel/answer-within.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFreezingProxy } from './freezing-proxy.ts';

// What gets no answer in its time is told so, with all others that wait on connections of its pool; none of those is
// lent to anybody again.

const poolSize = 3;
let database: TestDatabase;
let proxy: ReturnType<typeof createFreezingProxy>;
let db: Knex;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true, poolSize: 1 });
});
beforeEach(async () => {
  proxy = createFreezingProxy(database.connectionString);
  db = connect({ connectionString: await proxy.open(), poolSize });
});
afterEach(async () => {
  // Before the pool, which would wait for answers that are held back.
  proxy.close();
  await db.destroy();
});
afterAll(() => database.drop());

const sleepFor = (seconds: number) => db.raw('SELECT pg_sleep(?)', [seconds]);

/** The sessions of as many connections as the pool has. */
async function sessions(): Promise<readonly number[]> {
  const answers = await Promise.all(
    Array.from({ length: poolSize }, () => db.raw('SELECT pg_backend_pid() AS pid, pg_sleep(0.1)')),
  );
  return answers.map(({ rows }) => rows[0].pid).sort();
}

test('an answer that comes in time is given, and the connections stay', async () => {
  const before = await sessions();
  const { rows } = await answerWithin(db, 5000, () => db.raw('SELECT 1 AS one'));
  expect(rows).toEqual([{ one: 1 }]);
  expect(await sessions()).toEqual(before);
});

test('what the database says is thrown, and the connections stay', async () => {
  const before = await sessions();
  await expect(answerWithin(db, 5000, () => db.raw('SELECT 1 / 0'))).rejects.toMatchObject({
    code: '22012',
  });
  expect(await sessions()).toEqual(before);
});

test('without an answer all who wait are told, and the next ones are given other connections', async () => {
  const before = await sessions();
  const waiting = sleepFor(600);
  const told = expect(waiting).rejects.toThrow('Connection terminated unexpectedly');
  const began = performance.now();
  await expect(answerWithin(db, 300, () => sleepFor(600))).rejects.toThrow(
    'Connection terminated unexpectedly',
  );
  await told;
  expect(performance.now() - began).toBeLessThan(30_000);
  const after = await sessions();
  expect(new Set(after).size).toBe(poolSize);
  expect(after.filter((pid) => before.includes(pid))).toEqual([]);
});

test('a transaction that waits is told too, and its connection is not lent with half of it open', async () => {
  const transaction = await db.transaction();
  await transaction.raw('CREATE TEMPORARY TABLE half (id int)');
  const lost = expect(transaction.raw('SELECT pg_sleep(600)')).rejects.toThrow();
  await expect(answerWithin(db, 300, () => sleepFor(600))).rejects.toThrow();
  await lost;
  await transaction.rollback().catch(() => {});
  for (const pid of await sessions()) expect(pid).toEqual(expect.any(Number));
  const { rows } = await db.raw(
    "SELECT to_regclass('pg_temp.half') AS half, txid_current_if_assigned() AS txid",
  );
  expect(rows).toEqual([{ half: null, txid: null }]);
});

test('a network that says nothing any more is given up in its time', async () => {
  const before = await sessions();
  proxy.freeze();
  await expect(answerWithin(db, 300, () => db.raw('SELECT 1'))).rejects.toThrow(
    'Connection terminated unexpectedly',
  );
  const after = await sessions();
  expect(after.filter((pid) => before.includes(pid))).toEqual([]);
});
