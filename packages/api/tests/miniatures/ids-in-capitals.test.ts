import { expect, test } from 'vitest';
import { openMiniatures } from './test-caller.ts';

const { keyed } = await openMiniatures();

async function boxed(name: string): Promise<string> {
  const { id } = await keyed().create({ name });
  await keyed().addToBox({ id, quantity: 10 });
  return id;
}

const forward = { from: 'IN_BOX', to: 'BUILDING', quantity: 1 } as const;

test('an id in capitals is the same id: every answer has it as the database writes it', async () => {
  const id = await boxed('Shouted');
  const loud = id.toUpperCase();
  const calls = keyed();
  expect((await calls.addToBox({ id: loud, quantity: 1 })).type.id).toBe(id);
  const moved = await calls.move({ id: loud, ...forward });
  expect(moved.type.id).toBe(id);
  const undone = await calls.undo({ id: loud, entryId: moved.entryId.toUpperCase() });
  expect(undone.type).toMatchObject({ id, counts: { IN_BOX: 11, BUILDING: 0 } });
  expect((await calls.rename({ id: loud, name: 'Whispered' })).id).toBe(id);
  expect(await calls.byIds({ ids: [loud, id] })).toHaveLength(1);
});

test('types are locked in one order whatever the case of their ids, so none waits in a circle', async () => {
  const ids = await Promise.all(['A', 'B', 'C', 'D'].map(boxed));
  const [low, high] = [ids, ids.map((id) => id.toUpperCase())];
  const mixed = [low, high, ids.map((_, place) => (place % 2 ? low : high)[place] ?? '')];
  const moved = await Promise.all(
    mixed.map((some) => keyed().moveMany({ moves: some.map((id) => ({ id, ...forward })) })),
  );
  for (const changes of moved) expect(changes.map(({ type }) => type.id)).toEqual(ids);
});

test('a command that is repeated in capitals is the same command', async () => {
  const id = await boxed('Repeated');
  const first = await keyed('loud').move({ id, ...forward });
  expect(await keyed('loud').move({ id: id.toUpperCase(), ...forward })).toEqual(first);
});
