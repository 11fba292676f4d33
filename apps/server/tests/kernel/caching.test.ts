import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

test.each([
  '/api/v1/types',
  '/api/v1/types/77',
  '/api/v1/export',
  '/api/trpc/identity.me',
  '/api/trpc/identity.me,identity.me?batch=1',
  '/api/trpc/nothing',
  '/api/nothing',
])('what %s answers is kept by no cache', async (path) => {
  const { headers } = await fetch(server.url + path);
  expect(headers.get('cache-control')).toBe('no-store');
});

test('whoever keeps an answer itself is told that it is as it was', async () => {
  const first = await fetch(`${server.url}/api/v1/types`);
  const etag = first.headers.get('etag') ?? '';
  const again = await fetch(`${server.url}/api/v1/types`, { headers: { 'if-none-match': etag } });
  expect([again.status, again.headers.get('cache-control')]).toEqual([304, 'no-store']);
});

test('a live stream is not kept either, nor changed on its way', async () => {
  const left = new AbortController();
  const { headers } = await fetch(`${server.url}/api/trpc/live.stream?input=%7B%7D`, {
    headers: { accept: 'text/event-stream' },
    signal: left.signal,
  });
  expect(headers.get('cache-control')).toBe('no-cache, no-transform');
  left.abort();
});
