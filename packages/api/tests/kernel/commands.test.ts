import { createCaller } from '@atelier/api/root.ts';
import { listen } from '@atelier/db/kernel/listen.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { administrator, callerOn, contextOn, refusal } from '../miniatures/test-caller.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const other: Actor = { ...administrator, id: 'other' };

test('two actors with the same key and input are done each, and get their own answer', async () => {
  const { id } = await callerOn(database)().create({ name: 'Shared' });
  const addOne = (actor: Actor) =>
    callerOn(database, actor)('restore-1').addToBox({ id, quantity: 1 });
  const mine = await addOne(administrator);
  const theirs = await addOne(other);
  expect([mine.type.counts.IN_BOX, theirs.type.counts.IN_BOX]).toEqual([1, 2]);
  expect([await addOne(administrator), await addOne(other)]).toEqual([mine, theirs]);
});

const entries = async () => {
  const rows = await database
    .db('identity.audit_log')
    .orderBy('id')
    .select('actorId', 'action', 'command', 'entityId', 'beforeJson', 'afterJson');
  return rows.map(({ actorId, action, command, entityId, beforeJson, afterJson }) => [
    actorId,
    action,
    command,
    entityId,
    beforeJson?.IN_BOX ?? null,
    afterJson?.IN_BOX ?? afterJson?.quantity ?? null,
  ]);
};

test('a command is written to the audit log in its own transaction, a single statement too', async () => {
  await database.db.raw('ALTER TABLE identity.audit_log DISABLE TRIGGER USER');
  await database.db.raw('TRUNCATE identity.audit_log');
  const { miniatures } = createCaller(contextOn(database));
  const { id } = await miniatures.create({ name: 'Recorded' });
  await miniatures.addToBox({ id, quantity: 5 });
  await miniatures.moveMany({ moves: [{ id, from: 'IN_BOX', to: 'DONE', quantity: 2 }] });
  await miniatures.rename({ id, name: 'Recorded' });
  const ofType = (action: string, command: string, ...states: readonly (number | null)[]) => [
    administrator.id,
    action,
    `miniatures.${command}`,
    id,
    ...states,
  ];
  const done = [
    ofType('create', 'create', null, 0),
    ofType('update', 'addToBox', null, 5),
    ofType('update', 'moveMany', 5, 3),
  ];
  expect(await entries()).toEqual(done);
  const moved = miniatures.move({ id, from: 'IN_BOX', to: 'DONE', quantity: 6 });
  expect((await refusal(moved))[0]).toBe('ERR_INSUFFICIENT_QTY');
  const repeated = createCaller({ ...contextOn(database), idempotencyKey: 'discard' }).miniatures;
  expect((await refusal(repeated.discard({ id })))[0]).toBe('ERR_TYPE_HAS_HISTORY');
  expect(await entries()).toEqual(done);

  await database.db.raw(
    `ALTER TABLE identity.audit_log ADD CONSTRAINT full_disk CHECK (false) NOT VALID`,
  );
  await expect(miniatures.addToBox({ id, quantity: 1 })).rejects.toThrow('full_disk');
  await expect(miniatures.archive({ id })).rejects.toThrow('full_disk');
  await database.db.raw('ALTER TABLE identity.audit_log DROP CONSTRAINT full_disk');
  expect(await entries()).toEqual(done);
  const { counts, archivedAt } = await miniatures.get({ id });
  expect([counts.IN_BOX, archivedAt]).toEqual([3, null]);
  await miniatures.addToBox({ id, quantity: 1 });
  expect(await entries()).toEqual([...done, ofType('update', 'addToBox', null, 1)]);
  await database.db.raw('ALTER TABLE identity.audit_log ENABLE TRIGGER USER');
});

test.each([
  'UPDATE identity.audit_log SET actor_id = 1',
  'DELETE FROM identity.audit_log',
  'TRUNCATE identity.audit_log',
])('the audit log is only added to: %s', async (statement) => {
  await expect(database.db.raw(statement)).rejects.toThrow('append-only');
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
