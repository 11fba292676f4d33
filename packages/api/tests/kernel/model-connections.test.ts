import { openHouseModels } from '@atelier/api/kernel/models/house-models.ts';
import {
  clearModelConnection,
  modelConnections,
  setModelConnection,
  viewModelConnections,
} from '@atelier/api/kernel/models/model-connections.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import { setModelInput } from '@atelier/domain/kernel/model-connection.ts';
import { wholeAnswer } from '@atelier/models/answer.ts';
import { startModelServer, wordsScript } from '@atelier/testkit/model-server.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.db('kernel.model_connections').delete();
});
afterAll(() => database.drop());

const secretsKey = Buffer.alloc(32, 7);
const page = { secretsKey, settings: { connections: [] } };
const apiKey = 'sk-house-0123456789abcdef';
const first = { slot: 'first', baseUrl: 'https://api.example/v1', model: 'large' } as const;

const set = (input: z.input<typeof setModelInput>) =>
  inTransaction(database.db, (trx) =>
    setModelConnection(trx, setModelInput.parse(input), secretsKey),
  );

test('a key is kept sealed, told to nobody, and there for whoever asks a model', async () => {
  expect(await set({ ...first, apiKey })).toEqual({ ...first, structured: 'schema', key: 'kept' });
  const view = await viewModelConnections(database.db, page);
  expect(view).toEqual({
    from: 'page',
    connections: [{ ...first, structured: 'schema', key: 'kept' }],
  });
  const row = await database.db('kernel.model_connections').first();
  expect(JSON.stringify(row)).not.toContain(apiKey);
  expect(row.apiKeySealed).not.toContain(Buffer.from(apiKey).toString('base64').slice(0, 12));
  expect(await modelConnections(database.db, page)).toMatchObject([{ model: 'large', apiKey }]);
});

test('it stays while the host does, and goes with it', async () => {
  await set({ ...first, apiKey });
  const moved = await set({ ...first, baseUrl: 'https://api.example/v2', model: 'small' });
  expect(moved.key).toBe('kept');
  expect(await modelConnections(database.db, page)).toMatchObject([{ model: 'small', apiKey }]);

  expect((await set({ ...first, baseUrl: 'https://evil.example/v1' })).key).toBe('none');
  // Not even back again.
  expect((await set(first)).key).toBe('none');
});

test('null takes it away', async () => {
  await set({ ...first, apiKey });
  expect((await set({ ...first, apiKey: null })).key).toBe('none');
});

test.each<[string, object]>([
  ['another host', { baseUrl: 'https://evil.example/v1' }],
  ['another slot', { slot: 'fallback' }],
])('written into the table beside us, %s does not get it', async (_, change) => {
  await set({ ...first, apiKey });
  await database.db('kernel.model_connections').update(change);
  const { connections } = await viewModelConnections(database.db, page);
  expect(connections).toMatchObject([{ key: 'unreadable' }]);
});

test('with another secret of the house it is unreadable: said of the first, and the fallback is left out', async () => {
  await set(first);
  await set({ ...first, slot: 'fallback', apiKey });
  const moved = { ...page, secretsKey: Buffer.alloc(32, 8) };
  expect(await modelConnections(database.db, moved)).toMatchObject([{ model: 'large' }]);
  await set({ ...first, apiKey });
  await expect(modelConnections(database.db, moved)).rejects.toMatchObject({
    code: 'ERR_MODEL_KEY_UNREADABLE',
  });
});

test('variables go before the page, whole', async () => {
  await set({ ...first, apiKey });
  await set({ ...first, slot: 'fallback', apiKey });
  const local = {
    baseUrl: 'http://127.0.0.1:11434/v1',
    model: 'qwen3',
    structured: 'json',
  } as const;
  const environment = { secretsKey, settings: { connections: [{ ...local, apiKey: undefined }] } };
  expect(await viewModelConnections(database.db, environment)).toEqual({
    from: 'environment',
    connections: [{ ...local, slot: 'first', key: 'none' }],
  });
  expect(await modelConnections(database.db, environment)).toEqual([
    { ...local, apiKey: undefined },
  ]);
});

test('it is removed with its key', async () => {
  await set({ ...first, apiKey });
  const clear = () => inTransaction(database.db, (trx) => clearModelConnection(trx, 'first'));
  expect([await clear(), await clear()]).toEqual([true, false]);
  expect(await modelConnections(database.db, page)).toEqual([]);
});

test('the house asks whom the page says, from the next answer on', async () => {
  const server = await startModelServer();
  server.answers(wordsScript('Hi'));
  const limits = { firstTokenMs: 5000, betweenTokensMs: 5000, wholeMs: 5000 };
  const models = openHouseModels({
    db: database.db,
    secretsKey,
    settings: { connections: [], limits },
  });
  const ask = async () => {
    const gateway = await models.gateway();
    return wholeAnswer(gateway.answer({ messages: [{ role: 'user', text: 'Hello' }] }));
  };
  await expect(ask()).rejects.toMatchObject({ code: 'ERR_MODEL_NONE' });
  await set({ ...first, baseUrl: server.baseUrl, apiKey });
  expect((await ask()).text).toBe('Hi');
  expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
  await set({ slot: 'first', baseUrl: 'rehearsal:0', model: 'rehearsal' });
  expect((await ask()).outcome.source?.provider).toBe('rehearsal');
  await models.close();
  await server.close();
});
