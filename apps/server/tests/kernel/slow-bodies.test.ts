import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  const settings = { allowedOrigins: [], logLevel: 'silent', bodyMs: 300 };
  server = await startRestServer({ settings });
});
afterAll(() => server.close());

/** Sends pieces of a body, with a pause before each, and then nothing more; gives all that came back until the end. */
async function send(
  path: string,
  headers: readonly string[],
  pieces: readonly (string | Buffer)[],
  pauseMs = 0,
): Promise<string> {
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => {});
  const head = [`POST ${path} HTTP/1.1`, 'host: localhost', 'content-type: application/json'];
  socket.write([...head, ...headers, '', ''].join('\r\n'));
  const came = text(socket);
  for (const piece of pieces) {
    await sleep(pauseMs);
    if (socket.writable) socket.write(piece);
  }
  return came;
}

const packed = gzipSync(JSON.stringify({ name: 'Late' }));

test.each([
  ['REST', '/api/v1/types', ['content-length: 99'], ['{"na']],
  ['tRPC', '/api/trpc/miniatures.create', ['content-length: 99'], ['{"na']],
  ['signing in', '/api/auth/login', ['transfer-encoding: chunked'], ['1\r\n{\r\n']],
  [
    'a packed body',
    '/api/v1/types',
    ['content-encoding: gzip', `content-length: ${packed.length}`],
    [packed.subarray(0, 12)],
  ],
])(
  'a body that stops is answered, and its sender hung up on: %s',
  async (_what, path, headers, pieces) => {
    const answer = await send(path, headers, pieces);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('ERR_REQUEST_TIMEOUT');
    expect(answer.toLowerCase()).toContain('connection: close');
  },
);

test('one that comes byte by byte is no other', async () => {
  const answer = await send('/api/v1/types', ['content-length: 99'], [...'{"name": "Slow"'], 40);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});

test('who goes on sending a body that was refused is no danger to the server', async () => {
  const pieces = Array.from({ length: 12 }, () => 'x'.repeat(100_000));
  const headers = ['content-length: 1200000', 'connection: close'];
  expect(await send('/api/v1/types', headers, pieces, 60)).toMatch(/^HTTP\/1\.1 413 /);
  expect((await fetch(`${server.url}/api/v1/export`)).status).toBe(200);
});

test('an import has a pace of its own', async () => {
  const body = await (await fetch(`${server.url}/api/v1/export`)).text();
  const headers = [`content-length: ${Buffer.byteLength(body)}`, 'connection: close'];
  const answer = await send('/api/v1/import', headers, [body.slice(0, 9), body.slice(9)], 400);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});
