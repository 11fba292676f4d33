import type { Caller } from '@atelier/api/root.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callerOn, refusal } from './test-caller.ts';

let database: TestDatabase;
let miniatures: Caller['miniatures'];

beforeAll(async () => {
  database = await createTestDatabase();
  miniatures = callerOn(database)();
});

afterAll(async () => {
  await database.drop();
});

/** A type with five miniatures in its box, whose purchase was `age` ago. */
async function bought(name: string, age: string, kind: 'add' | 'import' = 'add'): Promise<string> {
  const { id } = await miniatures.create({ name });
  await database.db.raw(
    "UPDATE miniatures.stage_counts SET count = 5 WHERE type_id = ? AND stage_name = 'IN_BOX'",
    [id],
  );
  await database.db.raw(
    `INSERT INTO miniatures.history_logs (id, type_id, kind, to_stage, qty, created_at)
     VALUES (?, ?, ?, 'IN_BOX', 5, clock_timestamp() - ?::interval)`,
    [newId(), id, kind, age],
  );
  return id;
}

test('the latest is taken back by a row that names it, one after another', async () => {
  const id = await bought('Ponderer', '1 minute');
  const { entryId } = await miniatures.move({ id, from: 'IN_BOX', to: 'DONE', quantity: 2 });
  const undone = await miniatures.undo({ id, entryId });
  expect(undone.type.counts).toMatchObject({ IN_BOX: 5, DONE: 0 });
  const { items } = await miniatures.rawHistory({ id });
  expect(items.map(({ kind, undone: back }) => [kind, back])).toEqual([
    ['undo', false],
    ['move', true],
    ['add', false],
  ]);
  expect(items[0]).toMatchObject({ undoesId: entryId, from: 'DONE', to: 'IN_BOX', quantity: 2 });
  // Groups show what stands; then the purchase is the latest that does.
  expect((await miniatures.history({ id })).items.map((group) => group.kind)).toEqual(['add']);
  expect((await miniatures.undo({ id })).type.counts.IN_BOX).toBe(0);
  expect((await refusal(miniatures.undo({ id })))[0]).toBe('ERR_NOTHING_TO_UNDO');
});

test('five minutes are the limit', async () => {
  const late = await bought('Late', '300 seconds');
  expect((await refusal(miniatures.undo({ id: late })))[0]).toBe('ERR_UNDO_EXPIRED');
  const inTime = await bought('In time', '240 seconds');
  expect((await miniatures.undo({ id: inTime })).type.counts.IN_BOX).toBe(0);
});

test('only what the user saw as the latest is taken back', async () => {
  const id = await bought('Overtaken', '1 minute');
  const first = await miniatures.move({ id, from: 'IN_BOX', to: 'BUILDING', quantity: 1 });
  const second = await miniatures.move({ id, from: 'IN_BOX', to: 'BUILDING', quantity: 1 });
  const [code] = await refusal(miniatures.undo({ id, entryId: first.entryId }));
  expect(code).toBe('ERR_UNDO_NOT_LATEST');
  await miniatures.undo({ id, entryId: second.entryId });
  await miniatures.undo({ id, entryId: first.entryId });
  expect((await miniatures.get({ id })).counts).toMatchObject({ IN_BOX: 5, BUILDING: 0 });
});

test('of many undos at once of one move one succeeds', async () => {
  const id = await bought('Contested', '1 minute');
  const { entryId } = await miniatures.move({ id, from: 'IN_BOX', to: 'DONE', quantity: 1 });
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => miniatures.undo({ id, entryId })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    // The purchase is the latest by then; nobody runs into the database's own guard.
    const [code] = await refusal(Promise.reject(result.reason));
    expect(code).toBe('ERR_UNDO_NOT_LATEST');
  }
  expect((await miniatures.get({ id })).counts).toMatchObject({ IN_BOX: 5, DONE: 0 });
});

test('what came with a file is not undone', async () => {
  const id = await bought('Imported', '1 minute', 'import');
  await database.db.raw(
    `INSERT INTO miniatures.history_logs (id, type_id, kind, from_stage, to_stage, qty, imported)
     VALUES (?, ?, 'move', 'IN_BOX', 'DONE', 5, true)`,
    [newId(), id],
  );
  expect((await refusal(miniatures.undo({ id })))[0]).toBe('ERR_NOTHING_TO_UNDO');
  const { items } = await miniatures.rawHistory({ id });
  for (const { id: entryId } of items) {
    const [code] = await refusal(miniatures.undo({ id, entryId }));
    expect(code).toBe('ERR_NOTHING_TO_UNDO');
  }
  expect((await miniatures.get({ id })).counts.IN_BOX).toBe(5);
});
