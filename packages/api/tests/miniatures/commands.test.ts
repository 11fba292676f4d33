import { newId } from '@atelier/db/kernel/new-id.ts';
import { expect, test } from 'vitest';
import { openMiniatures, refusal } from './test-caller.ts';

const { miniatures } = await openMiniatures();

async function boxed(name: string, quantity: number): Promise<string> {
  const { id } = await miniatures.create({ name });
  await miniatures.addToBox({ id, quantity });
  return id;
}

const toBuilding = (id: string, quantity: number) =>
  ({ id, from: 'IN_BOX', to: 'BUILDING', quantity }) as const;

test('a new type has its trimmed name and nothing in any stage', async () => {
  const type = await miniatures.create({ name: '  Space  Orc ' });
  expect(type).toMatchObject({ name: 'Space  Orc', archivedAt: null });
  expect(Object.values(type.counts)).toEqual([0, 0, 0, 0, 0]);
  expect(await miniatures.get({ id: type.id })).toEqual(type);
});

test('a name is given once; its case makes it another', async () => {
  await miniatures.create({ name: 'Twin' });
  expect((await refusal(miniatures.create({ name: ' Twin' })))[0]).toBe('ERR_DUPLICATE_TYPE_NAME');
  const other = await miniatures.create({ name: 'TWIN' });
  const [code] = await refusal(miniatures.rename({ id: other.id, name: 'Twin' }));
  expect(code).toBe('ERR_DUPLICATE_TYPE_NAME');
  expect((await miniatures.rename({ id: other.id, name: 'TWIN' })).name).toBe('TWIN');
});

test('what is moved is taken from one stage and stands in the other', async () => {
  const id = await boxed('Mover', 5);
  const { type, entryId } = await miniatures.move({ ...toBuilding(id, 3), to: 'PAINTING' });
  expect(type.counts).toEqual({ IN_BOX: 2, BUILDING: 0, PRIMING: 0, PAINTING: 3, DONE: 0 });
  const { items } = await miniatures.rawHistory({ id });
  expect(items.map((entry) => entry.kind)).toEqual(['move', 'add']);
  expect(items[0]).toMatchObject({ id: entryId, quantity: 3, from: 'IN_BOX', to: 'PAINTING' });
});

test('a move of more than there is, backward or nowhere is refused, and nothing changes', async () => {
  const id = await boxed('Stayer', 2);
  const before = await miniatures.get({ id });
  expect(await refusal(miniatures.move(toBuilding(id, 3)))).toEqual([
    'ERR_INSUFFICIENT_QTY',
    { available: 2 },
  ]);
  for (const to of ['IN_BOX', 'BUILDING'] as const) {
    const move = { id, from: 'BUILDING', to, quantity: 1 } as const;
    expect((await refusal(miniatures.move(move)))[0]).toBe('ERR_INVALID_STAGE_TRANSITION');
  }
  const nobody = miniatures.move(toBuilding(newId(), 1));
  expect((await refusal(nobody))[0]).toBe('ERR_TYPE_NOT_FOUND');
  expect(await miniatures.get({ id })).toEqual(before);
  expect((await miniatures.rawHistory({ id })).items).toHaveLength(1);
});

test('a stage holds a million and no more', async () => {
  const id = await boxed('Horde', 1_000_000);
  const [code] = await refusal(miniatures.addToBox({ id, quantity: 1 }));
  expect(code).toBe('ERR_COUNT_LIMIT');
  await miniatures.move(toBuilding(id, 1_000_000));
  await miniatures.addToBox({ id, quantity: 1 });
  expect((await refusal(miniatures.move(toBuilding(id, 1))))[0]).toBe('ERR_COUNT_LIMIT');
});

test('an archived type rests until it is restored', async () => {
  const id = await boxed('Sleeper', 5);
  const { archivedAt } = await miniatures.archive({ id });
  expect(archivedAt).not.toBeNull();
  expect((await miniatures.archive({ id })).archivedAt).toBe(archivedAt);
  for (const call of [
    () => miniatures.move(toBuilding(id, 1)),
    () => miniatures.addToBox({ id, quantity: 1 }),
    () => miniatures.undo({ id }),
  ]) {
    expect((await refusal(call()))[0]).toBe('ERR_TYPE_ARCHIVED');
  }
  expect((await miniatures.restore({ id })).archivedAt).toBeNull();
  expect((await miniatures.move(toBuilding(id, 1))).type.counts.BUILDING).toBe(1);
});

test('several types are archived and restored together, answered in their order', async () => {
  const ids = [await boxed('Rest A', 1), await boxed('Rest B', 2), await boxed('Rest C', 3)];
  const { archivedAt } = await miniatures.archive({ id: ids[1] ?? '' });
  const asked = [...ids.toReversed(), ids[0] ?? ''];
  const archived = await miniatures.archiveTypes({ ids: asked });
  expect(archived.map(({ id }) => id)).toEqual(ids.toReversed());
  expect(archived.every((type) => type.archivedAt !== null)).toBe(true);
  expect(archived[1]?.archivedAt).toBe(archivedAt);
  expect(await miniatures.archiveTypes({ ids: asked })).toEqual(archived);
  const restored = await miniatures.restoreTypes({ ids });
  expect(restored.map(({ counts }) => counts.IN_BOX)).toEqual([1, 2, 3]);
  expect(restored.every((type) => type.archivedAt === null)).toBe(true);
  expect(await miniatures.restoreTypes({ ids })).toEqual(restored);
});

test('one unknown type among several keeps all of them as they are', async () => {
  const ids = [await boxed('Keep A', 1), newId(), await boxed('Keep B', 1)];
  expect((await refusal(miniatures.archiveTypes({ ids })))[0]).toBe('ERR_TYPE_NOT_FOUND');
  for (const type of await miniatures.byIds({ ids })) expect(type.archivedAt).toBeNull();
});

test('what is no type is not found, whatever is asked of it', async () => {
  const id = newId();
  for (const call of [
    () => miniatures.get({ id }),
    () => miniatures.rename({ id, name: 'Ghost' }),
    () => miniatures.archive({ id }),
    () => miniatures.restore({ id }),
    () => miniatures.archiveTypes({ ids: [id] }),
    () => miniatures.restoreTypes({ ids: [id] }),
    () => miniatures.addToBox({ id, quantity: 1 }),
    () => miniatures.undo({ id }),
    () => miniatures.history({ id }),
    () => miniatures.rawHistory({ id }),
    () => miniatures.statistics({ id }),
  ]) {
    expect((await refusal(call()))[0]).toBe('ERR_TYPE_NOT_FOUND');
  }
});

test('several moves are done together, answered in their order', async () => {
  const ids = [await boxed('Bulk A', 5), await boxed('Bulk B', 5), await boxed('Bulk C', 5)];
  const moves = [...ids.toReversed(), ...ids].map((id, place) => toBuilding(id, 1 + (place % 2)));
  const changes = await miniatures.moveMany({ moves });
  expect(changes.map((change) => change.type.id)).toEqual(moves.map((move) => move.id));
  expect(new Set(changes.map((change) => change.entryId)).size).toBe(6);
  for (const id of ids) expect((await miniatures.get({ id })).counts.BUILDING).toBe(3);
});

test('one refusal among several moves takes all of them back', async () => {
  const ids = [await boxed('All A', 5), await boxed('All B', 1), await boxed('All C', 5)];
  const moves = ids.map((id) => toBuilding(id, 2));
  expect((await refusal(miniatures.moveMany({ moves })))[0]).toBe('ERR_INSUFFICIENT_QTY');
  for (const id of ids) {
    expect((await miniatures.get({ id })).counts.BUILDING).toBe(0);
    expect((await miniatures.rawHistory({ id })).items).toHaveLength(1);
  }
});
