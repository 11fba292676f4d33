import { type Actor, localActor } from '@atelier/api/kernel/authorize.ts';
import type { CommandRecord } from '@atelier/api/kernel/command-record.ts';
import type { Context } from '@atelier/api/kernel/context.ts';
import { createCaller } from '@atelier/api/root.ts';
import { listen } from '@atelier/db/kernel/listen.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callerOn, contextOn, refusal } from '../miniatures/test-caller.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.raw('CREATE TABLE records (actor text, command text, touched jsonb)');
});
afterAll(() => database.drop());

const other: Actor = { id: 'other', permissions: 'all' };

test('two actors with the same key and input are done each, and get their own answer', async () => {
  const { id } = await callerOn(database)().create({ name: 'Shared' });
  const addOne = (actor: Actor) =>
    callerOn(database, actor)('restore-1').addToBox({ id, quantity: 1 });
  const mine = await addOne(localActor);
  const theirs = await addOne(other);
  expect([mine.type.counts.IN_BOX, theirs.type.counts.IN_BOX]).toEqual([1, 2]);
  expect([await addOne(localActor), await addOne(other)]).toEqual([mine, theirs]);
});

/** A context whose commands are recorded in a table; `fail` makes that go wrong. */
function recording(fail = false): Context {
  return {
    ...contextOn(database),
    recordCommand: async (trx, { actor, command, touched }: CommandRecord) => {
      await trx('records').insert({ actor: actor.id, command, touched: JSON.stringify(touched) });
      if (fail) throw new Error('the disk is full');
    },
  };
}

const records = () => database.db('records').select('actor', 'command', 'touched');

test('a command is recorded in its own transaction, a single statement too', async () => {
  const { miniatures } = createCaller(recording());
  const { id } = await miniatures.create({ name: 'Recorded' });
  await miniatures.addToBox({ id, quantity: 5 });
  const actor = localActor.id;
  const ofType = [{ entity: 'type', ids: [id] }];
  const done = [
    { actor, command: 'miniatures.create', touched: [{ entity: 'type', ids: null }] },
    { actor, command: 'miniatures.addToBox', touched: ofType },
  ];
  expect(await records()).toEqual(done);
  const moved = miniatures.move({ id, from: 'IN_BOX', to: 'DONE', quantity: 6 });
  expect((await refusal(moved))[0]).toBe('ERR_INSUFFICIENT_QTY');
  expect(await records()).toEqual(done);

  const failing = createCaller(recording(true)).miniatures;
  await expect(failing.addToBox({ id, quantity: 1 })).rejects.toThrow('the disk is full');
  expect(await records()).toEqual(done);
  expect((await miniatures.get({ id })).counts.IN_BOX).toBe(5);
});

test('a command is announced by what it touched, a refused one is not, a repeated one again', async () => {
  const heard: unknown[] = [];
  const listener = listen({
    connectionString: database.connectionString,
    onChange: (change) => heard.push(change),
    onMessage: (message) => heard.push(message),
    onMissed: () => heard.push('missed'),
    onLost: () => heard.push('lost'),
  });
  try {
    // Where the first connection fails it is lost before it stands.
    await expect.poll(() => heard).toContain('missed');
    heard.length = 0;
    const keyed = callerOn(database);
    const type = { area: 'miniatures', entity: 'type' };
    const { id } = await keyed().create({ name: 'Announced' });
    await expect.poll(() => heard.splice(0)).toEqual([{ ...type, ids: null }]);
    await keyed('add').addToBox({ id, quantity: 1 });
    await expect.poll(() => heard.splice(0)).toEqual([{ ...type, ids: [id] }]);
    await refusal(keyed().move({ id, from: 'IN_BOX', to: 'DONE', quantity: 2 }));
    await keyed('add').addToBox({ id, quantity: 1 });
    await expect.poll(() => heard.splice(0)).toEqual([{ ...type, ids: [id] }]);
  } finally {
    await listener.close();
  }
});
