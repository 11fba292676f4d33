import { connect } from 'node:net';
import { proof } from '@atelier/testkit/proof.ts';
import type { TestServer } from '@atelier/testkit/test-server.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inconsistentTypes } from '../../miniatures/reliability/collection.ts';
import { startTestApp } from '../../start-test-app.ts';
import { badRequest } from './bad-request-arbitraries.ts';
import { createRawClient, type RawAnswer, type RawRequest } from './raw-http.ts';
import { addRun, addType, get } from './rest-client.ts';

let server: TestServer;
let port: number;
const known: string[] = [];

beforeAll(async () => {
  server = await startTestApp();
  port = Number(new URL(server.url).port);
  for (const name of ['Orc', 'Elf', 'Dwarf']) known.push(await addType(server.url, name, 100));
  known.push(...(await addRun(server.url)));
});

afterAll(async () => {
  await server.close();
});

proof('bad-requests', { short: 2_000, long: 20_000 }, ({ rounds, seed, passed }) => {
  test('always a coded answer, never a server error', async () => {
    const statuses: Record<number, number> = {};
    // Four clients side by side: while one waits for PostgreSQL the server answers another.
    const lane = async (_: unknown, place: number) => {
      const client = createRawClient(port);
      await fc.assert(
        fc.asyncProperty(badRequest(known, port), async (request) => {
          const answer = await client.send(request);
          statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
          expectCoded(request, answer);
          passed();
        }),
        { numRuns: rounds / 4, seed: seed + place },
      );
      client.close();
    };
    await Promise.all(Array.from({ length: 4 }, lane));
    // Otherwise the generator sends only nonsense, or nothing wrong.
    for (const status of [200, 400, 403, 404]) {
      expect(statuses[status]).toBeGreaterThan(rounds / 200);
    }
    expect(await inconsistentTypes(server.database.db)).toEqual([]);
    expect((await get(`${server.url}/health`)).status).toBe(200);
  });
});

/** Below 500; and an error is JSON with a code of ours, without a word about our insides. */
function expectCoded({ method }: RawRequest, { status, text }: RawAnswer): void {
  expect(status, text).toBeLessThan(500);
  expect(text).not.toMatch(/node_modules|\.[jt]s:\d+|\n\s+at /);
  if (status < 400 || method === 'HEAD') return;
  const body: unknown = JSON.parse(text);
  for (const each of Array.isArray(body) ? body : [body]) {
    const code = each.result === undefined ? (each.error?.data?.code ?? each.code) : 'ERR_NONE';
    expect(code, text).toMatch(/^ERR_[A-Z_]+$/);
  }
}

test.each([
  ['a body said to be 100 MB', '/api/v1/types', `content-length: ${100 * 2 ** 20}`, 413],
  ['a body of 100 MB in chunks', '/api/v1/types', 'transfer-encoding: chunked', 413],
  ['100 MB to tRPC', '/api/trpc/miniatures.create', `content-length: ${100 * 2 ** 20}`, 413],
  ['100 MB to tRPC in chunks', '/api/trpc/miniatures.create', 'transfer-encoding: chunked', 413],
  ['100 MB of nothing to the import', '/api/v1/import', `content-length: ${100 * 2 ** 20}`, 400],
  ['100 MB in chunks to the import', '/api/v1/import', 'transfer-encoding: chunked', 400],
])('%s is refused without being read to its end', async (_name, path, length, status) => {
  const { answer, sent } = await sendEndlessly(path, length);
  expect(answer).toContain(`HTTP/1.1 ${status} `);
  expect(answer).toMatch(/"code":"ERR_(PAYLOAD_TOO_LARGE|INVALID_IMPORT_FORMAT)"/);
  expect(sent).toBeLessThan(100 * 2 ** 20);
});

/** Sends spaces in a JSON string until there is an answer, or 100 MB are sent. */
function sendEndlessly(path: string, length: string): Promise<{ answer: string; sent: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunked = length.startsWith('transfer');
    const piece = `{"name":"${'x'.repeat(65_536)}`;
    const bytes = chunked ? `${piece.length.toString(16)}\r\n${piece}\r\n` : piece;
    let answer = '';
    let sent = 0;
    const finish = () =>
      answer === '' ? reject(new Error('no answer')) : resolve({ answer, sent });
    socket.on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('"code"')) socket.destroy();
    });
    socket.on('close', finish);
    socket.on('error', () => {});
    const pump = () => {
      while (!socket.destroyed && sent < 100 * 2 ** 20) {
        sent += bytes.length;
        if (!socket.write(bytes)) return void socket.once('drain', pump);
      }
    };
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n${length}\r\n\r\n`,
    );
    pump();
  });
}
