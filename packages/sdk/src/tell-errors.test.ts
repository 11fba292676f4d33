import { createTRPCUntypedClient, TRPCClientError } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { beforeEach, expect, it } from 'vitest';
import type { CallError } from './errors.ts';
import { keyMutations } from './keyed-mutations.ts';
import { tellErrors } from './tell-errors.ts';

/** The key of each request that was made, and what the next ones are refused with before one is answered. */
let keys: unknown[];
let refusals: string[];
/** What becomes of each error that is told. */
let onError: (error: CallError) => Promise<unknown> | undefined;
beforeEach(() => {
  keys = [];
  refusals = [];
});

const client = createTRPCUntypedClient({
  links: [
    keyMutations(),
    tellErrors((error) => onError(error)),
    () =>
      ({ op }) =>
        observable((answer) => {
          keys.push(op.context.idempotencyKey);
          const code = refusals.shift();
          if (code !== undefined) {
            const error = { code: -32600, message: code, data: { code } };
            return answer.error(TRPCClientError.from({ error }));
          }
          answer.next({ result: { data: 'done' } });
          answer.complete();
        }),
  ],
});
const codeOf = (call: Promise<unknown>) => call.catch(({ data }) => data.code);

it('tells of an error, and whoever called gets it all the same', async () => {
  const told: string[] = [];
  onError = ({ code }) => {
    told.push(code);
    return undefined;
  };
  refusals = ['ERR_FORBIDDEN'];
  expect(await codeOf(client.mutation('a.b'))).toBe('ERR_FORBIDDEN');
  expect([told, keys]).toEqual([['ERR_FORBIDDEN'], [expect.any(String)]]);
});

it('makes the call again under its key when something was done about it', async () => {
  onError = () => Promise.resolve();
  refusals = ['ERR_PROOF_NEEDED', 'ERR_PROOF_NEEDED'];
  expect(await client.mutation('a.b')).toBe('done');
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

it('fails with what it was refused with when nothing was', async () => {
  onError = () => Promise.reject(new Error('no'));
  refusals = ['ERR_PROOF_NEEDED'];
  expect(await codeOf(client.mutation('a.b'))).toBe('ERR_PROOF_NEEDED');
  expect(keys).toHaveLength(1);
});
