import {
  databaseErrorCode,
  deniedByDatabase,
  toDomainError,
} from '@atelier/db/kernel/database-errors.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.raw('CREATE TABLE public.accounts (id int PRIMARY KEY, balance int NOT NULL)');
});

beforeEach(async () => {
  await database.db.raw('TRUNCATE public.accounts');
  await database.db.raw('INSERT INTO public.accounts VALUES (1, 0), (2, 0)');
});

afterAll(async () => {
  await database.drop();
});

const add = (id: number) =>
  ['UPDATE public.accounts SET balance = balance + 1 WHERE id = ?', id] as const;

async function balances(): Promise<readonly number[]> {
  const { rows } = await database.db.raw('SELECT balance FROM public.accounts ORDER BY id');
  return rows.map((row: { balance: number }) => row.balance);
}

/** Two transactions that take the same two rows in opposite orders, each waiting for the other once. */
async function crossing(
  run: (work: Parameters<typeof inTransaction>[1]) => Promise<unknown>,
): Promise<PromiseSettledResult<unknown>[]> {
  let arrived = 0;
  let bothHere: () => void = () => {};
  const meeting = new Promise<void>((resolve) => {
    bothHere = resolve;
  });
  const work = (one: number, other: number) =>
    run(async (trx) => {
      await trx.raw(add(one)[0], [add(one)[1]]);
      arrived += 1;
      if (arrived === 2) bothHere();
      await meeting;
      await trx.raw(add(other)[0], [add(other)[1]]);
    });
  return Promise.allSettled([work(1, 2), work(2, 1)]);
}

test('the victim of a deadlock runs again, and both succeed', async () => {
  const results = await crossing((work) => inTransaction(database.db, work));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect(await balances()).toEqual([2, 2]);
});

test('without it one of them would fail', async () => {
  const results = await crossing((work) => database.db.transaction(work));
  const failed = results.filter((result) => result.status === 'rejected');
  expect(failed.map(({ reason }) => databaseErrorCode(reason))).toEqual(['40P01']);
  expect(toDomainError(failed[0]?.reason)).toMatchObject({ code: 'ERR_BUSY' });
});

test('what the work throws goes out, and nothing of it stays', async () => {
  const work = inTransaction(database.db, async (trx) => {
    await trx.raw(add(1)[0], [1]);
    throw new Error('changed my mind');
  });
  await expect(work).rejects.toThrow('changed my mind');
  expect(await balances()).toEqual([0, 0]);
});

test('a value that the database cannot hold is the caller’s mistake', async () => {
  const error = await database.db.raw('SELECT ?::int', ['x']).catch((thrown: unknown) => thrown);
  expect(toDomainError(error)).toMatchObject({ code: 'ERR_VALIDATION' });
});

test('a grant that our role lacks is not the caller’s mistake, and stays for the log', async () => {
  const error = await database.db
    .raw('SELECT lo_export(1, ?)', ['/nowhere'])
    .catch((thrown: unknown) => thrown);
  const denied = await database.db
    .transaction(async (trx) => {
      await trx.raw('SET LOCAL ROLE pg_monitor');
      await trx.raw('SELECT * FROM public.accounts');
    })
    .catch((thrown: unknown) => thrown);
  expect(toDomainError(denied)).toMatchObject({ code: 'ERR_UNAVAILABLE' });
  expect(deniedByDatabase(toDomainError(denied))).toBe(denied);
  expect(deniedByDatabase(error)).toBeUndefined();
});
