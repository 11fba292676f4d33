import { createTRPCUntypedClient, TRPCClientError } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { beforeEach, expect, it } from 'vitest';
import { keyed } from './idempotency-key.ts';
import { isPassing, keyMutations, repeatUnanswered } from './keyed-mutations.ts';

const offline = () => TRPCClientError.from(new Error('Failed to fetch'));
const refused = (code: string) =>
  TRPCClientError.from({ error: { code: -32600, message: '', data: { code } } });

/** The key of each request that was made, and what becomes of the next ones before one is answered. */
let keys: unknown[];
let outcomes: (() => TRPCClientError<never>)[];
beforeEach(() => {
  keys = [];
  outcomes = [];
});

const client = createTRPCUntypedClient({
  links: [
    keyMutations(),
    repeatUnanswered([1, 1]),
    () =>
      ({ op }) =>
        observable((answer) => {
          keys.push(op.context.idempotencyKey);
          const failure = outcomes.shift();
          if (failure !== undefined) return answer.error(failure());
          answer.next({ result: { data: 'done' } });
          answer.complete();
        }),
  ],
});
const move = () => client.mutation('miniatures.move');

it('two mutations have two keys, a query has none', async () => {
  await move();
  await move();
  await client.query('miniatures.list');
  expect(new Set(keys).size).toBe(3);
  expect(keys[2]).toBeUndefined();
});

it('keeps the key that its caller gave', async () => {
  await client.mutation('miniatures.move', {}, keyed('mine'));
  expect(keys).toEqual(['mine']);
});

it.each([
  ['no answer', offline],
  ['a database that went away', () => refused('ERR_UNAVAILABLE')],
])('after %s a mutation is repeated under its key, twice', async (_what, failure) => {
  outcomes = [failure, failure];
  expect(await move()).toBe('done');
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  outcomes = [failure, failure, failure];
  const error = await move().catch((reason) => reason);
  expect(isPassing(error)).toBe(true);
  expect(keys).toHaveLength(6);
});

it('who waits in vain for the own first attempt goes on repeating', async () => {
  outcomes = [offline, () => refused('ERR_BUSY')];
  expect(await move()).toBe('done');
  expect(new Set(keys).size).toBe(1);
});

it.each(['ERR_INSUFFICIENT_QTY', 'ERR_BUSY', 'ERR_INTERNAL'])('%s is final', async (code) => {
  outcomes = [() => refused(code)];
  await expect(move()).rejects.toThrow();
  expect(keys).toHaveLength(1);
});

it('a query is not repeated here', async () => {
  outcomes = [offline];
  await expect(client.query('miniatures.list')).rejects.toThrow();
  expect(keys).toHaveLength(1);
});
