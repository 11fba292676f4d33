import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeWhenIdle } from '@atelier/api/kernel/streams/idle-timeout.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

const stallMs = 1500;
const part = Buffer.alloc(65_536);
const server = createServer((_request, answer) => {
  closeWhenIdle(answer, stallMs);
  Readable.from(endless()).pipe(answer);
});

function* endless() {
  for (;;) yield part;
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Asks for the endless answer; gives it still unread, and the server's side of it. */
async function ask(): Promise<{ reader: IncomingMessage; answer: ServerResponse }> {
  const asked = once(server, 'request');
  const outgoing = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  const [reader] = await once(outgoing, 'response');
  reader.on('error', () => {});
  const [, answer] = await asked;
  return { reader, answer };
}

test('a reader who takes nothing any more is hung up on', async () => {
  const { answer } = await ask();
  await expect.poll(() => answer.destroyed).toBe(true);
});

test('a reader who is slow, and takes a little now and then, is not', async () => {
  const { reader, answer } = await ask();
  // Three times as long as a stall may last, a few parts at a time: the system tells the server of room
  // only when a good part of its buffer is free.
  for (let time = 0; time < 45; time += 1) {
    for (let taken = 0; taken < 8; taken += 1) {
      reader.read();
      await sleep(1);
    }
    await sleep(stallMs / 15);
  }
  expect(answer.destroyed).toBe(false);
  reader.destroy();
});
