import { newId } from '@atelier/db/kernel/new-id.ts';
import { createClient } from '@atelier/sdk/client.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from './rest-server.ts';

let server: RestServer;
let client: ReturnType<typeof createClient>;
beforeAll(async () => {
  server = await startRestServer();
  client = createClient({ baseUrl: server.url });
});
afterAll(() => server.close());

/** The code of a refused call, and what is known of it. */
async function refused(call: Promise<unknown>) {
  return callError(await call.then(() => undefined).catch((error: unknown) => error));
}

test('the typed client commands and reads', async () => {
  const { id } = await client.miniatures.create.mutate({ name: 'Orks' });
  await client.miniatures.addToBox.mutate({ id, quantity: 10 });
  const move = { id, from: 'IN_BOX', to: 'BUILDING', quantity: 4 } as const;
  const { type } = await client.miniatures.move.mutate(move);
  expect(type.counts).toEqual({ IN_BOX: 6, BUILDING: 4, PRIMING: 0, PAINTING: 0, DONE: 0 });
  expect(await client.miniatures.get.query({ id })).toEqual(type);
  const page = await client.miniatures.history.query({ id });
  expect(page.items.map(({ kind, quantity }) => [kind, quantity])).toEqual([
    ['move', 4],
    ['add', 10],
  ]);
});

test('a refusal has its code and its facts', async () => {
  const { id } = await client.miniatures.create.mutate({ name: 'Few' });
  const move = { id, from: 'IN_BOX', to: 'DONE', quantity: 1 } as const;
  expect(await refused(client.miniatures.move.mutate(move))).toEqual({
    code: 'ERR_INSUFFICIENT_QTY',
    details: { available: 0 },
  });
  const unknown = client.miniatures.get.query({ id: newId() });
  expect((await refused(unknown)).code).toBe('ERR_TYPE_NOT_FOUND');
  const wrong = client.miniatures.create.mutate({ name: '' });
  expect(await refused(wrong)).toMatchObject({
    code: 'ERR_VALIDATION',
    details: { issues: [{ path: 'name' }] },
  });
});

test('calls at the same time do not disturb each other', async () => {
  const results = await Promise.allSettled([
    client.miniatures.all.query(),
    client.miniatures.get.query({ id: newId() }),
    ...Array.from({ length: 120 }, () => client.miniatures.list.query({ limit: 1 })),
  ]);
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    ...Array.from({ length: 120 }, () => 'fulfilled'),
  ]);
});

test('as many ids as a query may have fit into one', async () => {
  const ids = Array.from({ length: 200 }, newId);
  expect(await client.miniatures.byIds.query({ ids })).toEqual([]);
});

test('no page elsewhere can make a browser command something', async () => {
  const input = { name: 'Forged' };
  const byGet = `/api/trpc/miniatures.create?input=${encodeURIComponent(JSON.stringify(input))}`;
  expect((await server.call('GET', byGet)).status).toBe(405);
  // What a form may send to another origin without asking.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const answer = await server.post('/api/trpc/miniatures.create', input, {
      'content-type': type,
    });
    expect([400, 415]).toContain(answer.status);
  }
  const names = (await client.miniatures.all.query()).map(({ name }) => name);
  expect(names).not.toContain('Forged');
});

test.each([
  ['an unknown procedure', 'nothing', 404, 'ERR_NOT_FOUND'],
  ['malformed input', 'miniatures.get?input=%7B', 400, 'ERR_VALIDATION'],
  ['no input', 'miniatures.get', 400, 'ERR_VALIDATION'],
  ['half an escape', 'miniatures.get%25', 400, 'ERR_VALIDATION'],
  ['too many calls', `${'x,'.repeat(50)}x?batch=1`, 400, 'ERR_VALIDATION'],
])('%s is answered by its code, without a stack', async (_what, path, status, code) => {
  const answer = await server.get<{ error: { data: { code: string } } }>(`/api/trpc/${path}`);
  expect([answer.status, answer.body.error.data.code]).toEqual([status, code]);
  expect(answer.text).not.toMatch(/stack|node_modules/);
});

test.each([
  ['one call', 'miniatures.all'],
  ['several', 'miniatures.all,miniatures.overview?batch=1&input=%7B%7D'],
  ['a subscription', 'live.stream'],
])('%s refused before tRPC is answered as tRPC would', async (_what, path) => {
  const headers = { origin: 'https://evil.example' };
  const answer = await server.call('GET', `/api/trpc/${path}`, { headers });
  expect([answer.status, answer.body]).toEqual([
    403,
    {
      error: {
        code: -32003,
        message: expect.any(String),
        data: {
          httpStatus: 403,
          code: 'ERR_ORIGIN_REFUSED',
          message: expect.any(String),
          details: { setting: 'ALLOWED_ORIGINS', value: headers.origin },
        },
      },
    },
  ]);
});

test('an address that is no procedure’s is answered so too', async () => {
  const answer = await server.get('/api/trpc/no/such/path');
  expect([answer.status, answer.body]).toMatchObject([
    404,
    { error: { data: { code: 'ERR_NOT_FOUND' } } },
  ]);
});

test('an idempotency key counts here as in REST', async () => {
  const body = { name: 'Once' };
  const create = () =>
    server.post('/api/trpc/miniatures.create', body, { 'idempotency-key': 'once' });
  const first = await create();
  expect(first.status).toBe(200);
  expect((await create()).body).toEqual(first.body);
});

test('a batch of commands cannot share a key: none of them is done, and that is said of each', async () => {
  const { id } = await client.miniatures.create.mutate({ name: 'Batched' });
  const add = { id, quantity: 1 };
  const commands = ['miniatures.addToBox', 'miniatures.addToBox', 'miniatures.unknown'];
  const headers = { 'idempotency-key': 'shared' };
  for (const accept of ['application/json', 'application/jsonl']) {
    const answer = await fetch(`${server.url}/api/trpc/${commands.join()}?batch=1`, {
      method: 'POST',
      headers: { ...headers, accept, 'content-type': 'application/json' },
      body: JSON.stringify({ 0: add, 1: add }),
    });
    expect((await answer.text()).match(/"ERR_VALIDATION"/g)).toHaveLength(2);
  }
  const one = await server.post('/api/trpc/miniatures.addToBox?batch=1', { 0: add }, headers);
  expect(one.status).toBe(200);
  const reads = '/api/trpc/miniatures.all,miniatures.overview?batch=1';
  expect((await server.call('GET', reads, { headers })).status).toBe(200);
  expect((await client.miniatures.get.query({ id })).counts.IN_BOX).toBe(1);
});
