import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Pace, withDeadline } from './deadline.ts';

const tooSlow = () => new Error('too slow');
const patient: Pace = { graceMs: 10_000, bytesPerSecond: 1, totalMs: 60_000 };

async function* chunks(pauses: readonly number[], size = 1) {
  for (const pause of pauses) {
    await sleep(pause);
    yield Buffer.alloc(size);
  }
}

async function* silent() {
  yield Buffer.alloc(1);
  await new Promise(() => {});
}

async function* dripping() {
  for (;;) {
    await sleep(5);
    yield Buffer.alloc(1);
  }
}

/** The number of bytes that are passed on; `pauseMs` is how long we take for each chunk. */
async function read(source: AsyncIterable<Buffer>, pace: Pace, pauseMs = 0): Promise<number> {
  let bytes = 0;
  for await (const chunk of withDeadline(source, pace, tooSlow)) {
    bytes += chunk.length;
    if (pauseMs > 0) await sleep(pauseMs);
  }
  return bytes;
}

test('what comes is passed on, to its end', async () => {
  expect(await read(chunks([0, 1, 0]), patient)).toBe(3);
});

test('a sender who falls silent is given up', async () => {
  await expect(read(silent(), { ...patient, graceMs: 20 })).rejects.toThrow('too slow');
});

test('a sender who drips is given up, though it is never silent', async () => {
  const pace = { ...patient, graceMs: 200, bytesPerSecond: 10_000 };
  await expect(read(dripping(), pace)).rejects.toThrow('too slow');
});

test('a sender who keeps the rate is given up when it takes too long', async () => {
  await expect(read(dripping(), { ...patient, totalMs: 200 })).rejects.toThrow('too slow');
});

test('a sender is not blamed for the time that we take', async () => {
  const pace = { graceMs: 5000, bytesPerSecond: 1_000_000, totalMs: 300 };
  expect(await read(chunks([0, 0, 0, 0, 0, 0]), pace, 100)).toBe(6);
});

test('a reader who stops ends the source', async () => {
  let ended = false;
  async function* source() {
    try {
      yield Buffer.alloc(1);
      yield Buffer.alloc(1);
    } finally {
      ended = true;
    }
  }
  for await (const _ of withDeadline(source(), patient, tooSlow)) break;
  await sleep(0);
  expect(ended).toBe(true);
});
