import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBrowser } from '../identity/browser.ts';
import { type RestServer, refusal, startRestServer } from './rest-server.ts';

let folder: string;
let server: RestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-web-root-'));
  const webRoot = join(folder, 'dist');
  await mkdir(join(webRoot, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Atelier</title>');
  await writeFile(join(webRoot, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(webRoot, 'assets', 'main-abc123.js'), 'export {};');
  server = await startRestServer({ webRoot });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test.each([
  '/',
  '/miniatures',
  '/miniatures/',
  '/miniatures/0197f6a1?tab=a.b',
  '/apiary',
  '/a.b/c',
])('%s is the page', async (path) => {
  for (const method of ['GET', 'HEAD']) {
    const { status, headers, text } = await server.call(method, path);
    expect([method, status]).toEqual([method, 200]);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(text).toContain(method === 'GET' ? '<title>Atelier</title>' : '');
  }
});

test('when a guest last opened a page is noted', async () => {
  const browser = createBrowser(server.url);
  const seen = async () => {
    const [, device] = /^(.+)\./.exec(
      decodeURIComponent(browser.jar.get('atelier-device') ?? ''),
    ) ?? [''];
    const [user] = await server.db('identity.users').where({ deviceId: device });
    return user?.lastSeenAt?.getTime() ?? 0;
  };
  await browser.send('/miniatures');
  await browser.read('identity.me');
  expect(await seen()).toBeGreaterThan(Date.now() - 60_000);
  await server.db('identity.users').update({ lastSeenAt: new Date(0) });
  await browser.read('identity.me');
  expect(await seen()).toBe(0);
  await browser.send('/miniatures');
  await expect.poll(seen).toBeGreaterThan(Date.now() - 60_000);
});

test('files with a hash in their name may be kept, others are asked for again', async () => {
  const script = await server.call('GET', '/assets/main-abc123.js');
  expect([script.status, script.text]).toEqual([200, 'export {};']);
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  const icon = await server.call('GET', '/icon.svg');
  expect(icon.headers.get('cache-control')).toBe('no-cache');
});

test.each([
  ...['/api', '/api?x=1', '/api/', '/api/nothing', '/assets/missing-1.js', '/assets'],
  ...['/favicon.ico', '/wp-login.php', '/a/b/c.d', '/.env', '/a/c.d?x=/e'],
])('%s is no page: it is not found', async (path) => {
  for (const method of ['GET', 'POST']) {
    const answer = await server.call<Record<string, unknown>>(method, path);
    expect(refusal(answer)).toEqual([404, 'ERR_NOT_FOUND']);
  }
});

test('a page is for whoever accepts HTML', async () => {
  const accepting = (accept: string) => server.call('GET', '/miniatures', { headers: { accept } });
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
  for (const accept of [browser, '*/*', 'text/*', 'application/json, */*;q=0.1']) {
    expect((await accepting(accept)).status).toBe(200);
  }
  for (const accept of ['application/json', 'image/avif,image/webp', 'text/event-stream']) {
    expect((await accepting(accept)).status).toBe(404);
  }
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('no page takes a %s', async (method) => {
  const answer = await server.call<Record<string, unknown>>(method, '/miniatures');
  expect(refusal(answer)).toEqual([405, 'ERR_METHOD_NOT_ALLOWED']);
  expect(answer.headers.get('allow')).toBe('GET, HEAD');
});

test('nothing outside of the folder is served', async () => {
  for (const path of ['/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt']) {
    expect((await server.call('GET', path)).text).not.toContain('secret');
  }
});

test('an address that a browser would take for another host is no page', async () => {
  expect(refusal(await server.get('//evil.example/x'))).toEqual([404, 'ERR_NOT_FOUND']);
});

test('without a built web app there is no page', async () => {
  const bare = await startRestServer();
  try {
    expect(refusal(await bare.get('/'))).toEqual([404, 'ERR_NOT_FOUND']);
  } finally {
    await bare.close();
  }
});
