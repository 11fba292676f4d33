import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from './rest-server.ts';

let folder: string;
let server: RestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-web-root-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Atelier</title>');
  server = await startRestServer({
    webRoot: folder,
    authMode: 'team',
    accounts: { publicUrl: 'https://atelier.example' },
    settings: { allowedOrigins: [], logLevel: 'silent', trustedProxies: ['127.0.0.1'] },
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const html = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

/** As a browser over plain HTTP: `fetch` would say by itself that it has a secure context. */
async function get(path: string, headers: Record<string, string> = {}, at: RestServer = server) {
  const { hostname, port } = new URL(at.url);
  // The path as it is: read as an address it would be mended.
  const sent = request({ hostname, port, path, headers: { accept: html, ...headers } }).end();
  const [answer] = await once(sent, 'response');
  const { statusCode, headers: answered }: { statusCode: number; headers: IncomingHttpHeaders } =
    answer;
  return { status: statusCode, headers: answered, body: await text(answer) };
}

test('over plain HTTP a browser is told where the house is, in its language', async () => {
  const english = await get('/miniatures?q=a');
  expect(english.status).toBe(421);
  expect(english.headers['cache-control']).toBe('no-store');
  expect(english.body).toContain('href="https://atelier.example/miniatures?q=a"');
  expect(english.body).toContain('Here nobody can sign in');
  const russian = await get('/', { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' });
  expect(russian.body).toContain('<html lang="ru">');
  expect(russian.body).toContain('Здесь войти нельзя');
  // Nothing is kept by it: a cookie over plain HTTP would be refused.
  expect(russian.headers['set-cookie']).toBeUndefined();
});

test('nothing of an address becomes markup, and none leads to another house', async () => {
  for (const path of [
    '/"><script>',
    '/?q="><script>',
    '/a&lt;',
    '/\\evil',
    '/\\evil.example/x',
    '/@evil',
  ]) {
    const { status, body } = await get(path);
    expect([path, status]).toEqual([path, 421]);
    expect(body).not.toContain('<script');
    expect(body).toMatch(/href="https:\/\/atelier\.example\/[^"]*">/);
  }
});

test('a proxy that is trusted and says HTTP has it redirected', async () => {
  const proxied = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'http' };
  const { status, headers } = await get('/miniatures?q=a', proxied);
  expect([status, headers.location]).toEqual([302, 'https://atelier.example/miniatures?q=a']);
});

test.each([
  ['a trusted proxy says HTTPS', { 'x-forwarded-for': '::1', 'x-forwarded-proto': 'https' }],
  ['whoever sends it says HTTPS', { 'x-forwarded-proto': 'https' }],
  ['the browser has a secure context', { 'sec-fetch-mode': 'navigate' }],
  [
    'it has one, and the proxy is wrong',
    { 'sec-fetch-mode': 'navigate', 'x-forwarded-proto': 'http' },
  ],
  ['a program takes anything', { accept: '*/*' }],
])('the page is served where %s', async (_what, headers) => {
  const { status, body } = await get('/miniatures', headers as Record<string, string>);
  expect([status, body]).toEqual([200, '<!doctype html><title>Atelier</title>']);
});

test('calls and files are answered as ever', async () => {
  const me = await get('/api/auth/me');
  expect([me.status, JSON.parse(me.body).code]).toEqual([401, 'ERR_UNAUTHENTICATED']);
  expect((await get('/health')).status).toBe(200);
  expect((await get('/index.html')).status).toBe(200);
});

test('a house that people reach by plain HTTP leads nobody away', async () => {
  const plain = await startRestServer({
    webRoot: folder,
    authMode: 'team',
    accounts: { publicUrl: 'http://nas.lan:4400' },
  });
  expect((await get('/', {}, plain)).status).toBe(200);
  await plain.close();
});
