import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { restError } from '@atelier/api/kernel/rest/errors.ts';
import { importFile } from '@atelier/api/miniatures/import.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contextOn } from './test-caller.ts';

// A server as ours, but one that is sooner out of patience.
const pace = { graceMs: 500, bytesPerSecond: 10_000, totalMs: 60_000 };
let database: TestDatabase;
const server = createServer(async (request, answer) => {
  const body = request.iterator({ destroyOnReturn: false });
  const done = importFile(contextOn(database), body, { dryRun: false, locale: 'en', pace });
  const { status, body: refusal } = await done.then(
    (body) => ({ status: 200, body }),
    (error: unknown) => restError(error),
  );
  answer.writeHead(status).end(JSON.stringify(refusal));
});

beforeAll(async () => {
  database = await createTestDatabase();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await database.drop();
});

/** A sender who gives a byte now and then, and the answer that it gets in the end. */
async function drip(): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => {});
  const answered = once(socket, 'data');
  socket.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n\r\n{"types":[');
  const dripping = setInterval(() => socket.write(' '), 20);
  const [answer] = await answered;
  clearInterval(dripping);
  socket.destroy();
  return String(answer);
}

test('senders who drip lose their turn, and the next one is served', async () => {
  const slow = [drip(), drip()];
  await sleep(100);
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
    method: 'POST',
    body: '{"types":[]}',
  });
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  for (const one of await Promise.all(slow)) expect(one).toMatch(/^HTTP\/1\.1 400 .*"too_slow"/s);
});
