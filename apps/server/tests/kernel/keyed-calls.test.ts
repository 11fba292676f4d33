import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
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
  const { uuid: id } = await server.addType('Once only');
  const key = newKey();
  const first = await addToBox(id, 3, key);
  expect(await addToBox(id, 3, key)).toEqual(first);
  expect((await get(id)).counts.IN_BOX).toBe(3);
});

test('calls at the same time, with keys and without, are each done', async () => {
  const { uuid: id } = await server.addType('All at once');
  const keys = Array.from({ length: 5 }, newKey);
  const commands = [...keys, undefined, undefined, ...keys].map((key) => addToBox(id, 1, key));
  await Promise.all([...commands, get(id)]);
  expect((await get(id)).counts.IN_BOX).toBe(7);
});

test('a command whose answer is lost is repeated by the client itself, and done once', async () => {
  const { uuid: id } = await server.addType('Cut off');
  let answers = 0;
  const line = createServer((near, response) => {
    const { method, headers, url = '' } = near;
    const far = httpRequest(new URL(url, server.url), { method, headers }, (answer) => {
      answers += 1;
      // The first is done, and nobody hears of it.
      if (answers === 1) return void answer.resume().on('end', () => near.socket.destroy());
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    near.pipe(far);
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  const { port } = line.address() as AddressInfo;
  const program = createClient({ baseUrl: `http://127.0.0.1:${port}` });
  const { type } = await program.miniatures.addToBox.mutate({ id, quantity: 3 });
  expect(type.counts.IN_BOX).toBe(3);
  expect(answers).toBe(2);
  expect((await get(id)).counts.IN_BOX).toBe(3);
  line.closeAllConnections();
  line.close();
});

test('no two keys are the same, and each is one that the server takes', () => {
  const keys = Array.from({ length: 1000 }, newKey);
  expect(new Set(keys).size).toBe(1000);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});
