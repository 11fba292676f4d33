import type { KeyedOptions } from '@atelier/sdk/idempotency-key.ts';
import { TRPCClientError } from '@trpc/client';
import { beforeEach, expect, it } from 'vitest';
import { createSendOnce } from './send-once.ts';

const offline = () => TRPCClientError.from(new Error('Failed to fetch'));
const refused = (code: string) =>
  TRPCClientError.from({ error: { code: -32600, message: '', data: { code } } });

let keys: string[];
let outcomes: (() => Error)[];
let reads: number;
let prepare: ReturnType<typeof createSendOnce>;
beforeEach(() => {
  keys = [];
  outcomes = [];
  reads = 0;
  prepare = createSendOnce(() => reads, [1, 1]);
});

/** Fails as `outcomes` say, then is done. */
async function mutate(_input: unknown, { context }: KeyedOptions): Promise<string> {
  keys.push(context.idempotencyKey);
  const failure = outcomes.shift();
  if (failure !== undefined) throw failure();
  return 'done';
}
const move = (quantity = 1) => prepare({ name: 'move', ids: ['a'], input: { quantity }, mutate });
/** Fails until the command gives up. */
const failAll = (failure = offline) => {
  outcomes = [failure, failure, failure];
};

it('two commands have two keys', async () => {
  expect(await move()()).toBe('done');
  expect(await move()()).toBe('done');
  expect(new Set(keys).size).toBe(2);
});

it.each([
  ['no answer', offline],
  ['a database that went away', () => refused('ERR_UNAVAILABLE')],
])('after %s a command is repeated under its key', async (_what, failure) => {
  outcomes = [failure];
  expect(await move()()).toBe('done');
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

it('a refusal is final, and the same command is a new one', async () => {
  outcomes = [() => refused('ERR_INSUFFICIENT_QTY')];
  await expect(move()()).rejects.toThrow();
  expect(keys).toHaveLength(1);
  await move()();
  expect(new Set(keys).size).toBe(2);
});

it('given again after no answer came it is a repeat, once', async () => {
  failAll();
  await expect(move()()).rejects.toThrow();
  await move()();
  expect(new Set(keys).size).toBe(1);
  await move()();
  expect(new Set(keys).size).toBe(2);
});

it('who waited in vain for the first attempt repeats it too', async () => {
  outcomes = [offline, () => refused('ERR_BUSY')];
  await expect(move()()).rejects.toThrow();
  await move()();
  expect(new Set(keys).size).toBe(1);
});

it('another command is no repeat', async () => {
  failAll();
  await expect(move(1)()).rejects.toThrow();
  await move(2)();
  expect(new Set(keys).size).toBe(2);
});

it('when the type was read anew since, the same command is meant anew', async () => {
  failAll();
  await expect(move()()).rejects.toThrow();
  reads += 1;
  await move()();
  expect(new Set(keys).size).toBe(2);
});

it('what was given twice before the first one failed is two commands', async () => {
  const [first, second] = [move(), move()];
  failAll();
  await expect(first()).rejects.toThrow();
  await second();
  expect(new Set(keys).size).toBe(2);
});
