import { createClient } from '@atelier/sdk/client.ts';
import { keyed, newKey } from '@atelier/sdk/idempotency-key.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from './rest-server.ts';

let server: RestServer;
let client: ReturnType<typeof createClient>;
beforeAll(async () => {
  server = await startRestServer();
  client = createClient({ baseUrl: server.url });
});
afterAll(() => server.close());

const addToBox = (id: string, quantity: number, key?: string) =>
  client.miniatures.addToBox.mutate({ id, quantity }, key === undefined ? {} : keyed(key));
const get = (id: string) => client.miniatures.get.query({ id });

test('a command that is sent again with its key is done once', async () => {
  const { id } = await server.addType('Once only');
  const key = newKey();
  const first = await addToBox(id, 3, key);
  expect(await addToBox(id, 3, key)).toEqual(first);
  expect((await get(id)).counts.IN_BOX).toBe(3);
});

test('calls at the same time, with keys and without, are each done', async () => {
  const { id } = await server.addType('All at once');
  const keys = Array.from({ length: 5 }, newKey);
  const commands = [...keys, undefined, undefined, ...keys].map((key) => addToBox(id, 1, key));
  await Promise.all([...commands, get(id)]);
  expect((await get(id)).counts.IN_BOX).toBe(7);
});

test('no two keys are the same, and each is one that the server takes', () => {
  const keys = Array.from({ length: 1000 }, newKey);
  expect(new Set(keys).size).toBe(1000);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});
