import { newId } from '@atelier/db/kernel/new-id.ts';
import { statementsOn } from '@atelier/db/kernel/prepared-query.ts';
import { recordEntry } from '@atelier/db/miniatures/record-entry.ts';
import { expect, test } from 'vitest';
import { openMiniatures, refusal } from './test-caller.ts';

const { database, keyed, miniatures } = await openMiniatures();

const namesOf = async () => (await miniatures.all()).map(({ name }) => name);

test('a type to which nothing happened can be taken back, and its name is free', async () => {
  const { id } = await miniatures.create({ name: 'Mistyped' });
  expect(await miniatures.discard({ id })).toEqual({ id });
  expect(await namesOf()).not.toContain('Mistyped');
  expect((await refusal(miniatures.discard({ id })))[0]).toBe('ERR_TYPE_NOT_FOUND');
  await miniatures.create({ name: 'Mistyped' });
});

test('given again under its key it is answered again', async () => {
  const { id } = await miniatures.create({ name: 'Twice' });
  const caller = keyed('discard-twice');
  expect(await caller.discard({ id })).toEqual({ id });
  expect(await caller.discard({ id })).toEqual({ id });
});

test('one that has a history stays, also when what happened was taken back', async () => {
  const { id } = await miniatures.create({ name: 'Lived' });
  await miniatures.addToBox({ id, quantity: 1 });
  expect((await refusal(miniatures.discard({ id })))[0]).toBe('ERR_TYPE_HAS_HISTORY');
  await miniatures.undo({ id });
  expect((await refusal(miniatures.discard({ id })))[0]).toBe('ERR_TYPE_HAS_HISTORY');
  expect((await miniatures.rawHistory({ id })).items).toHaveLength(2);
});

test('a purchase that waited for it finds no type', async () => {
  const { id } = await miniatures.create({ name: 'Contested' });
  const trx = await database.db.transaction();
  const lock = 'SELECT FROM miniatures.stage_counts WHERE type_id = ? FOR UPDATE';
  await trx.raw(lock, [id]);
  const purchase = recordEntry(statementsOn(database.db), {
    id: newId(),
    typeId: id,
    kind: 'add',
    from: null,
    to: 'IN_BOX',
    quantity: 1,
    undoesId: null,
  });
  // Asked outside the transaction, which would see the same activity for ever.
  const waiting =
    "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
  await expect.poll(async () => (await database.db.raw(waiting)).rows.length).toBe(1);
  await trx.raw('DELETE FROM miniatures.stage_counts WHERE type_id = ?', [id]);
  await trx.raw('DELETE FROM miniatures.miniature_types WHERE id = ?', [id]);
  await trx.commit();
  expect(await purchase).toBeUndefined();
});

test('of discards and purchases at once either one happens or the other', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { id } = await miniatures.create({ name: `Race ${round}` });
    const [purchase, discarded] = await Promise.allSettled([
      miniatures.addToBox({ id, quantity: 1 }),
      refusal(miniatures.discard({ id })).catch(() => ['done']),
    ]);
    const [code] = discarded.status === 'fulfilled' ? discarded.value : [];
    expect(code).toBe(purchase.status === 'fulfilled' ? 'ERR_TYPE_HAS_HISTORY' : 'done');
    if (purchase.status === 'fulfilled') continue;
    const [reason] = await refusal(Promise.reject(purchase.reason));
    expect(reason).toBe('ERR_TYPE_NOT_FOUND');
  }
});
