import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from '../kernel/rest-server.ts';
import { importedEvent, importedType } from './import-file.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
  const history = Array.from({ length: 20_000 }, () => importedEvent());
  const types = ['One', 'Two', 'Three'].map((name) => importedType(name, [1], history));
  await server.post('/api/v1/import', { types });
});
afterAll(() => server.close());

/** Sends the beginning of a request, and leaves after so many milliseconds. */
async function leaveAfter(ms: number, text: string | Buffer): Promise<void> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(text);
  await sleep(ms);
  socket.destroy();
}

/** How many sessions of the app hold a transaction or a temporary table. */
async function openSessions(): Promise<number> {
  const { rows } = await server.db.raw(`
    SELECT count(*)::integer AS number FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND (xact_start IS NOT NULL OR query LIKE '%staged_%')`);
  return rows[0].number;
}

const moments = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55];

test.each(['identity', 'gzip', 'br'])(
  'an export whose reader leaves holds nothing open, also one as %s',
  async (coding) => {
    const request = `GET /api/v1/export HTTP/1.1\r\nhost: localhost\r\naccept-encoding: ${coding}\r\n\r\n`;
    for (const ms of moments) {
      await Promise.all(Array.from({ length: 3 }, () => leaveAfter(ms, request)));
    }
    await expect.poll(openSessions).toBe(0);
  },
);

test.each(['identity', 'gzip'])(
  'an import whose sender leaves holds nothing open, and changes nothing, also one as %s',
  async (coding) => {
    const before = (await server.get('/api/v1/export')).text;
    const file = JSON.stringify({ types: [importedType('Half', [1], [importedEvent()])] });
    const body = coding === 'gzip' ? gzipSync(file) : Buffer.from(file);
    const head = [
      'POST /api/v1/import HTTP/1.1',
      'host: localhost',
      'content-type: application/json',
      `content-encoding: ${coding}`,
      `content-length: ${body.length}`,
    ];
    const begun = Buffer.concat([
      Buffer.from(`${head.join('\r\n')}\r\n\r\n`),
      body.subarray(0, -2),
    ]);
    for (const ms of moments) await leaveAfter(ms, begun);
    await expect.poll(openSessions).toBe(0);
    expect((await server.get('/api/v1/export')).text).toBe(before);
  },
);

test('readers who take nothing hold few sessions, however many they are, and the rest goes on', async () => {
  const { hostname, port } = new URL(server.url);
  const readers = Array.from({ length: 30 }, () =>
    connect(Number(port), hostname)
      .on('error', () => {})
      .pause(),
  );
  for (const reader of readers) {
    reader.write('GET /api/v1/export HTTP/1.1\r\nhost: localhost\r\n\r\n');
  }
  await expect.poll(openSessions).toBeGreaterThan(0);
  await sleep(500);
  await expect.poll(openSessions).toBeLessThanOrEqual(4);
  expect((await server.get('/api/v1/types')).status).toBe(200);
  // Who waits gets its turn when others leave.
  const patient = server.get('/api/v1/export');
  for (const reader of readers) reader.destroy();
  expect((await patient).status).toBe(200);
  await expect.poll(openSessions).toBe(0);
});
