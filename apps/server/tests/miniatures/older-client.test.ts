import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPortDroppingProxy } from '../kernel/port-dropping-proxy.ts';
import { openApp } from '../start-test-app.ts';

// What the web client of the older collection manager sends, request by request and in its order, from
// a browser through the proxy that came with it. It knows nothing of Atelier, and was not changed.

let database: TestDatabase;
let app: Awaited<ReturnType<typeof openApp>>;
let proxy: Awaited<ReturnType<typeof startPortDroppingProxy>>;
/** As the browser has it, and as its owner put it into ALLOWED_ORIGINS: the one entry. */
let origin: string;

beforeAll(async () => {
  database = await createTestDatabase();
  // The app is told the proxy's origin, and the proxy where the app is.
  const target = { url: '' };
  proxy = await startPortDroppingProxy(target);
  origin = `http://localhost:${proxy.port}`;
  app = await openApp(database, { settings: { allowedOrigins: [origin], logLevel: 'silent' } });
  target.url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  proxy.close();
  await app.close();
  await database.drop();
});

/** A request as a browser makes it for a page at `origin`: it says where it comes from when it writes. */
async function fetchJson(method: string, path: string, body?: unknown) {
  const outgoing = request(`http://127.0.0.1:${proxy.port}/api/v1${path}`, {
    method,
    headers: {
      host: `localhost:${proxy.port}`,
      accept: 'application/json, text/plain, */*',
      'accept-language': 'en',
      'user-agent': 'Mozilla/5.0',
      'sec-fetch-site': 'same-origin',
      'sec-fetch-mode': 'cors',
      'sec-fetch-dest': 'empty',
      referer: `${origin}/`,
      ...(method === 'GET' ? {} : { origin }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
  });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = await once(outgoing, 'response');
  return { status: response.statusCode, body: JSON.parse(await text(response)) };
}

const counts = (in_box: number, building: number, done: number) => ({
  in_box,
  building,
  priming: 0,
  painting: 0,
  done,
});
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/);
const stageCounts = (inBox: number, building: number, done: number) => [
  { stage: 'IN_BOX', count: inBox },
  { stage: 'BUILDING', count: building },
  { stage: 'PRIMING', count: 0 },
  { stage: 'PAINTING', count: 0 },
  { stage: 'DONE', count: done },
];

test('it sees that the server is there', async () => {
  const status = { status: 200, body: { status: 'ok', version: 'v1' } };
  expect(await fetchJson('GET', '/status')).toEqual(status);
  expect(await fetchJson('GET', '/status/')).toEqual(status);
});

test('it begins with nothing', async () => {
  expect(await fetchJson('GET', '/types')).toEqual({ status: 200, body: { items: [] } });
  expect(await fetchJson('GET', '/export')).toEqual({ status: 200, body: { types: [] } });
});

test('it imports its file, creates a type, and opens it by an id that it computes with', async () => {
  const event = {
    from_stage: 'IN_BOX',
    to_stage: 'BUILDING',
    qty: 4,
    created_at: '2026-01-31T08:00:00Z',
  };
  const types = [{ name: 'Orks', stage_counts: stageCounts(10, 4, 0), history: [event] }];
  expect(await fetchJson('POST', '/import', { types })).toEqual({
    status: 200,
    body: { status: 'ok' },
  });
  const created = await fetchJson('POST', '/types', { name: ' Elves ' });
  const elves = { id: expect.any(Number), name: 'Elves', counts: counts(0, 0, 0) };
  expect(created).toEqual({ status: 201, body: elves });
  const { body } = await fetchJson('GET', '/types');
  expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['Elves', 'Orks']);
  for (const type of body.items) {
    // From its address, as Number() of a part of it; then one up and one down in a list.
    const id = Number(String(type.id)) + 1 - 1;
    expect(await fetchJson('GET', `/types/${id}`)).toEqual({ status: 200, body: type });
  }
  expect((await fetchJson('POST', '/types', { name: 'Orks' })).body).toMatchObject({
    code: 'ERR_DUPLICATE_TYPE_NAME',
  });
});

test('it moves miniatures, and shows what happened', async () => {
  const { body } = await fetchJson('GET', '/types');
  const { id } = body.items.find(({ name }: { name: string }) => name === 'Orks');
  const move = { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 3 };
  const moved = { status: 200, body: { id, name: 'Orks', counts: counts(7, 4, 3) } };
  expect(await fetchJson('POST', `/types/${id}/move`, move)).toEqual(moved);
  expect(await fetchJson('POST', `/types/${id}/move/`, { ...move, qty: 1 })).toMatchObject({
    status: 200,
    body: { counts: counts(6, 4, 4) },
  });
  expect(await fetchJson('GET', `/types/${id}/history`)).toEqual({
    status: 200,
    body: {
      items: [
        { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 4, timestamp: '2026-01-31T08:00:00Z' },
        { ...move, qty: 4, timestamp: instant },
      ],
    },
  });
  const refused = [
    [{ ...move, qty: 100 }, 'ERR_INSUFFICIENT_QTY'],
    [{ ...move, to_stage: 'IN_BOX' }, 'ERR_INVALID_STAGE_TRANSITION'],
    [{ ...move, to_stage: 'SOLD' }, 'ERR_INVALID_STAGE'],
    [{ ...move, qty: '1' }, 'ERR_VALIDATION'],
  ] as const;
  for (const [body, code] of refused) {
    const answer = await fetchJson('POST', `/types/${id}/move`, body);
    expect(answer).toMatchObject({ status: 400, body: { code, message: expect.any(String) } });
  }
});

test('it shows what the server says of a type that is gone', async () => {
  for (const path of ['/types/999999', '/types/999999/history', '/types/0']) {
    expect(await fetchJson('GET', path)).toMatchObject({
      status: 404,
      body: { code: 'ERR_TYPE_NOT_FOUND', detail: 'Type not found.' },
    });
  }
});

test('it exports what it can import elsewhere', async () => {
  const { status, body } = await fetchJson('GET', '/export');
  expect(status).toBe(200);
  expect(body).toEqual({
    types: [
      { name: 'Elves', stage_counts: stageCounts(0, 0, 0), history: [] },
      {
        name: 'Orks',
        stage_counts: stageCounts(6, 4, 4),
        history: [
          {
            from_stage: 'IN_BOX',
            to_stage: 'BUILDING',
            qty: 4,
            created_at: '2026-01-31T08:00:00Z',
          },
          { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 3, created_at: instant },
          { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 1, created_at: instant },
        ],
      },
    ],
  });
  expect((await fetchJson('POST', '/import', body)).body).toEqual({ status: 'ok' });
});
