import { recall } from '@atelier/lifecycle/scratch/recall.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true, poolSize: 1 });
});
afterAll(() => database.drop());

const what = (number: number) => ['recall', database.connectionString, number];
const known = async (number: number) => (await recall(database.db, what(number))).known;
const keep = async (number: number) => (await recall(database.db, what(number))).keep(number);

test('what was built is known until four others were, and what is used stays', async () => {
  for (const number of [1, 2, 3, 4]) await keep(number);
  expect(await known(1)).toBe(1);
  await keep(5);
  expect([await known(1), await known(2), await known(5)]).toEqual([1, undefined, 5]);
});

test('it is another where another extension is', async () => {
  await keep(6);
  await database.db.raw('CREATE EXTENSION citext');
  expect(await known(6)).toBeUndefined();
  await database.db.raw('DROP EXTENSION citext');
  expect(await known(6)).toBe(6);
});
