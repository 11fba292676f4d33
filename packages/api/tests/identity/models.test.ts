import { openModels } from '@atelier/api/kernel/models/open-models.ts';
import { createCaller } from '@atelier/api/root.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import type { ModelSetting } from '@atelier/domain/kernel/model-connection.ts';
import { type ModelServer, startModelServer, wordsScript } from '@atelier/testkit/model-server.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { administrator, contextOn, refusal } from '../miniatures/test-caller.ts';

let database: TestDatabase;
let server: ModelServer;
beforeAll(async () => {
  database = await createTestDatabase();
  server = await startModelServer();
});
beforeEach(async () => {
  await database.db('kernel.model_connections').delete();
  server.answers(wordsScript('{"ok":true}'));
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const apiKey = 'sk-house-0123456789abcdef';
const variables: ModelSetting = {
  ...{ baseUrl: 'rehearsal:0', model: 'rehearsal', apiKey, structured: 'schema' },
};
const connection = () => ({ slot: 'first', baseUrl: server.baseUrl, model: 'm' }) as const;

interface Calling {
  readonly actor?: Actor;
  readonly key?: string;
  readonly connections?: readonly ModelSetting[];
  readonly provedAt?: number;
}

function models({ actor = administrator, key, connections = [], provedAt }: Calling = {}) {
  const { db } = database;
  const settings = { connections, limits: {} };
  return createCaller({
    ...contextOn(database, actor),
    ...openModels({ db, secretsKey: Buffer.alloc(32, 1), settings }),
    ...(provedAt !== undefined && { provedAt }),
    idempotencyKey: key,
  }).identity.models;
}

const entries = () =>
  database.db('identity.audit_log').where({ entityType: 'model_connection' }).orderBy('id');

const lastEntry = async () => (await entries()).at(-1);

test('what is set is shown without its key, and stands in the audit log without it', async () => {
  expect(await models().connections()).toEqual({ from: 'page', connections: [] });
  const told = await models().set({ ...connection(), apiKey });
  expect(told).toEqual({ ...connection(), structured: 'schema', key: 'kept' });
  const view = await models().connections();
  expect(view).toEqual({ from: 'page', connections: [told] });
  const entry = await lastEntry();
  expect(entry).toMatchObject({
    ...{ action: 'create', entityId: 'first', command: 'identity.models.set' },
  });
  expect(JSON.stringify([view, entry])).not.toContain(apiKey);
});

test('a key that is replaced is told of, though it looks the same', async () => {
  await models().set({ ...connection(), apiKey });
  await models().set({ ...connection(), apiKey: `${apiKey}-2` });
  const entry = await lastEntry();
  expect(entry.action).toBe('update');
  expect(JSON.stringify(entry)).toContain('keySet');
});

test('a request that is repeated is done once', async () => {
  const before = (await entries()).length;
  const once = models({ key: 'set-once' });
  const told = await once.set({ ...connection(), apiKey });
  expect(await once.set({ ...connection(), apiKey })).toEqual(told);
  expect((await entries()).length - before).toBe(1);
  const keys = await database.db('kernel.idempotency_keys');
  expect(JSON.stringify(keys)).not.toContain(apiKey);
  const clearing = models({ key: 'clear-once' });
  await clearing.clear({ slot: 'first' });
  await clearing.clear({ slot: 'first' });
  expect((await entries()).length - before).toBe(2);
  expect((await models().connections()).connections).toEqual([]);
});

test('what is set is tested with its key, and what is typed with the kept one, at its own host alone', async () => {
  await models().set({ ...connection(), apiKey });
  const findings = await models().test({ slot: 'first' });
  expect(findings.map(({ check, result }) => [check, result])).toEqual([
    ['reachable', 'yes'],
    ['model', 'yes'],
    ['streaming', 'yes'],
    ['usage', 'yes'],
    // It speaks, and calls nothing.
    ['tools', 'no'],
    ['structured', 'yes'],
  ]);
  const sentKeys = () => new Set(server.requests.map(({ headers }) => headers.authorization));
  expect(sentKeys()).toEqual(new Set([`Bearer ${apiKey}`]));

  const from = server.requests.length;
  await models().test({ slot: 'first', typed: { baseUrl: `${server.baseUrl}/x`, model: 'n' } });
  expect(server.requests.at(from)?.headers.authorization).toBe(`Bearer ${apiKey}`);

  const elsewhere = await startModelServer();
  elsewhere.answers(wordsScript('{"ok":true}'));
  await models().test({ slot: 'first', typed: { baseUrl: elsewhere.baseUrl, model: 'n' } });
  expect(elsewhere.requests.length).toBeGreaterThan(0);
  expect(elsewhere.requests.filter(({ headers }) => headers.authorization)).toEqual([]);
  await elsewhere.close();
  // Nothing of it was saved.
  expect((await models().connections()).connections).toMatchObject([{ model: 'm', key: 'kept' }]);
});

test('nobody there, nothing set, and a key of another secret: told by their codes', async () => {
  expect(await refusal(models().test({ slot: 'first' }))).toEqual(['ERR_MODEL_NONE', {}]);
  const gone = await startModelServer();
  await gone.close();
  const typed = { baseUrl: gone.baseUrl, model: 'm' };
  const [reachable] = await models().test({ slot: 'fallback', typed });
  expect(reachable).toMatchObject({ result: 'no', code: 'ERR_MODEL_UNREACHABLE' });

  await models().set({ ...connection(), apiKey });
  await database.db('kernel.model_connections').update({ slot: 'fallback' });
  expect((await models().connections()).connections).toMatchObject([{ key: 'unreadable' }]);
  const [code] = await refusal(models().test({ slot: 'fallback' }));
  expect(code).toBe('ERR_MODEL_KEY_UNREADABLE');
});

test('where variables decide, the page shows and tests it, and sets nothing', async () => {
  const fixed = models({ connections: [variables] });
  const view = await fixed.connections();
  expect(view).toMatchObject({
    from: 'environment',
    connections: [{ slot: 'first', key: 'kept' }],
  });
  expect(JSON.stringify(view)).not.toContain(apiKey);
  expect(await fixed.test({ slot: 'first' })).toHaveLength(6);
  expect(await refusal(fixed.test({ slot: 'fallback' }))).toEqual(['ERR_MODEL_NONE', {}]);
  const refused = ['ERR_MODEL_SET_BY_VARIABLES', {}];
  expect(await refusal(fixed.set(connection()))).toEqual(refused);
  expect(await refusal(fixed.clear({ slot: 'first' }))).toEqual(refused);
  const typed = { baseUrl: server.baseUrl, model: 'm' };
  expect(await refusal(fixed.test({ slot: 'first', typed }))).toEqual(refused);
});

test('whoever is no administrator is refused, and an administrator who did not show of late that it is them', async () => {
  const lead: Actor = { id: 'lea', kind: 'user', grants: [everywhere('lead')] };
  const others = models({ actor: lead });
  for (const call of [
    () => others.connections(),
    () => others.set(connection()),
    () => others.clear({ slot: 'first' }),
    () => others.test({ slot: 'first' }),
  ])
    expect((await refusal(call()))[0]).toBe('ERR_FORBIDDEN');
  const open = models({ provedAt: 0 });
  for (const call of [
    () => open.set(connection()),
    () => open.clear({ slot: 'first' }),
    () => open.test({ slot: 'first' }),
  ])
    expect((await refusal(call()))[0]).toBe('ERR_PROOF_NEEDED');
  expect(await open.connections()).toMatchObject({ from: 'page' });
});

test.each([
  { ...{ baseUrl: 'ftp://api.example/v1', model: 'm' } },
  { ...{ baseUrl: 'https://me:secret@api.example/v1', model: 'm' } },
  { ...{ baseUrl: 'https://api.example/v1', model: '' } },
  { ...{ baseUrl: 'https://api.example/v1', model: 'm', apiKey: 'two words' } },
])('what cannot be is no server error: %j', async (typed) => {
  for (const call of [
    models().set({ slot: 'first', ...typed }),
    models().test({ slot: 'first', typed }),
  ])
    await expect(call).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
