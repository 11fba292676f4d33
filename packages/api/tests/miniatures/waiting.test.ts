import { expect, test } from 'vitest';
import { openMiniatures } from './test-caller.ts';

const { database, miniatures } = await openMiniatures();

test('an empty collection has nothing that waits', async () => {
  expect(await miniatures.waiting()).toMatchObject({ types: 0, lastMove: null, longest: null });
});

test('what was moved last, and what has waited longest, are of types in use', async () => {
  const [old, recent, done, archived] = [
    await typeWith('Old', 4),
    await typeWith('Recent', 3),
    await typeWith('Done', 1),
    await typeWith('Archived', 2),
  ];
  await miniatures.move({ id: done, from: 'IN_BOX', to: 'DONE', quantity: 1 });
  await miniatures.move({ id: recent, from: 'IN_BOX', to: 'PAINTING', quantity: 2 });
  await miniatures.move({ id: archived, from: 'IN_BOX', to: 'BUILDING', quantity: 1 });
  await miniatures.archive({ id: archived });

  const waiting = await miniatures.waiting();
  expect(waiting).toMatchObject({
    types: 3,
    counts: { IN_BOX: 5, BUILDING: 0, PRIMING: 0, PAINTING: 2, DONE: 1 },
    lastMove: { typeId: recent, name: 'Recent', from: 'IN_BOX', to: 'PAINTING', quantity: 2 },
    longest: { typeId: old, name: 'Old' },
  });
  expect(waiting.longest?.since).toBeLessThanOrEqual(waiting.lastMove?.at ?? 0);

  // What was taken back was not the last; what something happened to waits anew.
  await miniatures.undo({ id: recent });
  await miniatures.addToBox({ id: old, quantity: 1 });
  expect(await miniatures.waiting()).toMatchObject({
    lastMove: { typeId: done },
    longest: { typeId: recent },
  });
});

test('a move that came with a file is none of the last', async () => {
  const id = await typeWith('From a file', 1);
  await database.db.raw(
    `INSERT INTO miniatures.history_logs (id, type_id, kind, from_stage, to_stage, qty, imported)
     VALUES ('ffffffff-ffff-7fff-bfff-ffffffffffff', ?, 'move', 'IN_BOX', 'BUILDING', 1, true)`,
    [id],
  );
  expect((await miniatures.waiting()).lastMove?.typeId).not.toBe(id);
});

async function typeWith(name: string, quantity: number): Promise<string> {
  const { id } = await miniatures.create({ name });
  await miniatures.addToBox({ id, quantity });
  return id;
}
