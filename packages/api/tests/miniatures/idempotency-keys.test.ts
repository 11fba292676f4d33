import { expect, test } from 'vitest';
import { openMiniatures, refusal } from './test-caller.ts';

const { keyed } = await openMiniatures();

async function boxed(name: string, quantity: number): Promise<string> {
  const { id } = await keyed().create({ name });
  await keyed().addToBox({ id, quantity });
  return id;
}

test('a repeat gives the first answer, and changes nothing', async () => {
  const id = await boxed('Repeated', 10);
  const move = { id, from: 'IN_BOX', to: 'BUILDING', quantity: 1 } as const;
  const first = await keyed('move-1').move(move);
  await keyed().move(move);
  expect(await keyed('move-1').move(move)).toEqual(first);
  expect((await keyed().get({ id })).counts.BUILDING).toBe(2);
});

test('of many at once with one key, one is done, and all have its answer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => keyed('create-1').create({ name: 'Only one' })),
  );
  expect(new Set(answers.map((type) => type.id)).size).toBe(1);
  const { total } = await keyed().list({ search: 'Only one' });
  expect(total).toBe(1);
});

test('a refusal is an answer too', async () => {
  const id = await boxed('Refused', 1);
  const move = { id, from: 'IN_BOX', to: 'BUILDING', quantity: 2 } as const;
  const first = await refusal(keyed('move-2').move(move));
  expect(first).toEqual(['ERR_INSUFFICIENT_QTY', { available: 1 }]);
  await keyed().addToBox({ id, quantity: 1 });
  expect(await refusal(keyed('move-2').move(move))).toEqual(first);
  expect((await keyed().get({ id })).counts.BUILDING).toBe(0);
});

test('a key is for one request, and one command', async () => {
  const id = await boxed('Reused', 10);
  await keyed('add-1').addToBox({ id, quantity: 1 });
  const otherInput = keyed('add-1').addToBox({ id, quantity: 2 });
  expect((await refusal(otherInput))[0]).toBe('ERR_IDEMPOTENCY_KEY_REUSED');
  const otherCommand = keyed('add-1').archive({ id });
  expect((await refusal(otherCommand))[0]).toBe('ERR_IDEMPOTENCY_KEY_REUSED');
  expect((await keyed().get({ id })).counts.IN_BOX).toBe(11);
});

test('every command takes a key', async () => {
  const { id } = await keyed('c').create({ name: 'Keyed' });
  for (const call of [
    () => keyed('r').rename({ id, name: 'Keyed anew' }),
    () => keyed('a').addToBox({ id, quantity: 5 }),
    () => keyed('m').moveMany({ moves: [{ id, from: 'IN_BOX', to: 'DONE', quantity: 2 }] }),
    () => keyed('u').undo({ id }),
    () => keyed('x').archive({ id }),
    () => keyed('y').restore({ id }),
    () => keyed('xs').archiveTypes({ ids: [id] }),
    () => keyed('ys').restoreTypes({ ids: [id] }),
  ]) {
    expect(await call()).toEqual(await call());
  }
  const { items } = await keyed().rawHistory({ id });
  expect(items.map((entry) => entry.kind)).toEqual(['undo', 'move', 'add']);
});

test.each(['', ' ', 'with space', 'ключ', 'x'.repeat(256), 'a\u0000b'])(
  'the key %j is refused',
  async (key) => {
    expect((await refusal(keyed(key).create({ name: `Key ${key.length}` })))[0]).toBe(
      'ERR_VALIDATION',
    );
  },
);
