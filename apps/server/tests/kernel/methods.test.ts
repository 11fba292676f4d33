import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

/** Unlike `fetch`, sends any method. */
async function send(method: string, path: string) {
  const outgoing = request(`${server.url}${path}`, { method });
  outgoing.end();
  const [response] = await once(outgoing, 'response');
  const { statusCode: status, headers } = response;
  return { status, allow: headers.allow, body: await text(response) };
}

const addresses: readonly (readonly [string, string])[] = [
  ['/health', 'GET, HEAD'],
  ['/api/docs', 'GET, HEAD'],
  ['/api/openapi.json', 'GET, HEAD'],
  ['/api/v1/status', 'GET, HEAD'],
  ['/api/v1/types', 'GET, HEAD, POST'],
  ['/api/v1/types/', 'GET, HEAD, POST'],
  ['/api/v1/types/1', 'GET, HEAD'],
  ['/api/v1/types/1/move?x=1', 'POST'],
  ['/api/v1/import', 'POST'],
  ['/api/trpc/miniatures.all', 'GET, HEAD, POST'],
];
const methods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH'];

test.each(addresses)('%s takes %s alone, and says so', async (path, allow) => {
  for (const method of methods) {
    const answer = await send(method, path);
    expect([method, answer.status, answer.allow]).toEqual([method, 405, allow]);
    expect(answer.body).toContain('"code":"ERR_METHOD_NOT_ALLOWED"');
  }
});

test('a wrong method at a wrong address is not found', async () => {
  for (const path of ['/api/v1/nothing', '/api/v1/types/1/move/2', '/api']) {
    for (const method of ['POST', ...methods]) {
      const { status, allow } = await send(method, path);
      expect([path, method, status, allow]).toEqual([path, method, 404, undefined]);
    }
  }
});

test('a command is not taken by GET, over REST and tRPC', async () => {
  for (const path of ['/api/v1/types/1/move', '/api/trpc/miniatures.create?input=%7B%7D']) {
    expect(await send('GET', path)).toMatchObject({ status: 405, allow: 'POST' });
  }
});

test('an address may end in a slash', async () => {
  for (const path of ['/health/', '/api/v1/status/', '/api/v1/types/', '/api/v1/export/']) {
    expect([path, (await server.get(path)).status]).toEqual([path, 200]);
  }
  const created = await server.post('/api/v1/types/', { name: 'Slashed' });
  expect(created.status).toBe(201);
  expect((await server.get(`/api/v1/types/${created.body.id}/`)).body).toEqual(created.body);
});
