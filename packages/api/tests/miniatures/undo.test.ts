import { newId } from '@atelier/db/kernel/new-id.ts';
import { expect, test } from 'vitest';
import { openMiniatures, refusal } from './test-caller.ts';

const { database, keyed, miniatures } = await openMiniatures();

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

test('many are taken back as one, the latest of a type first, answered as they were asked for', async () => {
  const ids = [await bought('Bulk b', '1 minute'), await bought('Bulk a', '1 minute')];
  const moves = [...ids, ...ids].map((id, place) => ({
    id,
    from: 'IN_BOX' as const,
    to: place < 2 ? ('BUILDING' as const) : ('DONE' as const),
    quantity: 2,
  }));
  const moved = await miniatures.moveMany({ moves });
  const entries = moved.map(({ type: { id }, entryId }) => ({ id, entryId }));
  const undone = await miniatures.undoMany({ entries });
  expect(undone.map(({ type }) => type.id)).toEqual([...ids, ...ids]);
  // The earlier move of a type goes last: its answer is how the type is in the end.
  for (const { type } of undone.slice(0, 2)) {
    expect(type.counts).toMatchObject({ IN_BOX: 5, BUILDING: 0, DONE: 0 });
  }
  const { items } = await miniatures.rawHistory({ id: ids[0] ?? '' });
  expect(items.filter(({ kind }) => kind === 'undo')).toHaveLength(2);
});

test('where one of many cannot be taken back, none is', async () => {
  const [one, other] = [await bought('Whole', '1 minute'), await bought('Or not', '1 minute')];
  const moved = await miniatures.moveMany({
    moves: [one, other].map((id) => ({ id, from: 'IN_BOX', to: 'DONE', quantity: 1 })),
  });
  await miniatures.move({ id: other, from: 'IN_BOX', to: 'DONE', quantity: 1 });
  const entries = moved.map(({ type: { id }, entryId }) => ({ id, entryId }));
  for (const order of [entries, entries.toReversed()]) {
    const [code] = await refusal(miniatures.undoMany({ entries: order }));
    expect(code).toBe('ERR_UNDO_NOT_LATEST');
  }
  expect((await miniatures.get({ id: one })).counts).toMatchObject({ IN_BOX: 4, DONE: 1 });
});

test('many that are taken back again under the same key are taken back once', async () => {
  const id = await bought('Impatient', '1 minute');
  const { entryId } = await miniatures.move({ id, from: 'IN_BOX', to: 'DONE', quantity: 1 });
  const again = keyed('undo-many');
  const first = await again.undoMany({ entries: [{ id, entryId }] });
  expect(await again.undoMany({ entries: [{ id, entryId }] })).toEqual(first);
  expect((await miniatures.rawHistory({ id })).items).toHaveLength(3);
});
