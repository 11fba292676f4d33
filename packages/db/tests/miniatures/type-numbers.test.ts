import { newId } from '@atelier/db/kernel/new-id.ts';
import { findType, findTypeId } from '@atelier/db/miniatures/reads.ts';
import { insertType } from '@atelier/db/miniatures/writes.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { down, up } from '../../migrations/20261129071500_miniatures_number_types.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const numbers = async () => {
  const { rows } = await database.db.raw(
    'SELECT name, number::integer AS number FROM miniatures.miniature_types ORDER BY number',
  );
  return rows.map(({ name, number }: { name: string; number: number }) => [name, number]);
};

test('types that stand are numbered in the order of their creation, new ones behind them', async () => {
  const { db } = database;
  await down(db);
  const [first, second] = [newId(), newId()].sort();
  await db.raw(
    `INSERT INTO miniatures.miniature_types (id, name, created_at) VALUES
       (gen_random_uuid(), 'Third', '2026-03-01'), (:second, 'Second', '2026-02-01'),
       (gen_random_uuid(), 'Fourth', '2026-04-01'), (:first, 'First', '2026-02-01')`,
    { first, second },
  );
  await up(db);
  const id = newId();
  await insertType(db, { id, name: 'Fifth' });
  expect(await numbers()).toEqual([
    ['First', 1],
    ['Second', 2],
    ['Third', 3],
    ['Fourth', 4],
    ['Fifth', 5],
  ]);
  expect((await findType(db, id))?.number).toBe(5);
  expect(await findTypeId(db, 5)).toBe(id);
  expect(await findTypeId(db, 6)).toBeUndefined();
});

test('a number is given once', async () => {
  const { db } = database;
  await db('miniatures.stage_counts').delete();
  await db('miniatures.miniature_types').delete();
  await insertType(db, { id: newId(), name: 'Sixth' });
  expect(await numbers()).toEqual([['Sixth', 6]]);
  const again = db('miniatures.miniature_types').insert({ id: newId(), name: 'Six', number: 6 });
  await expect(again).rejects.toThrow(/miniature_types_number_key/);
});
