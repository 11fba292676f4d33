import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withoutStalls } from './without-stalls.ts';

const stalled = () => new Error('stalled');

async function* chunks(pauses: readonly number[]) {
  for (const [place, pause] of pauses.entries()) {
    await sleep(pause);
    yield place;
  }
}

async function* silent() {
  yield 0;
  await new Promise(() => {});
}

test('what comes is passed on in order, to its end', async () => {
  const passed: number[] = [];
  for await (const chunk of withoutStalls(chunks([0, 1, 0]), 10_000, stalled)) passed.push(chunk);
  expect(passed).toEqual([0, 1, 2]);
});

test('a sender who falls silent is given up', async () => {
  const passed: number[] = [];
  const reading = async () => {
    for await (const chunk of withoutStalls(silent(), 20, stalled)) passed.push(chunk);
  };
  await expect(reading()).rejects.toThrow('stalled');
  expect(passed).toEqual([0]);
});

test('a reader who stops ends the source', async () => {
  let ended = false;
  async function* source() {
    try {
      yield 1;
      yield 2;
    } finally {
      ended = true;
    }
  }
  for await (const _ of withoutStalls(source(), 10_000, stalled)) break;
  await sleep(0);
  expect(ended).toBe(true);
});
