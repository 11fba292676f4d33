import {
  createTRPCClient,
  httpBatchLink,
  httpBatchStreamLink,
  httpLink,
  type TRPCClient,
  TRPCClientError,
  type TRPCLink,
} from '@trpc/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BothTransports, startBothTransports } from './both-transports.ts';
import { createRouter, type TestRouter } from './test-router.ts';

const id = '0197f6a1-3c52-7d04-9b7e-2f6c1a5d8e90';

type Client = TRPCClient<TestRouter>;

/** What a program may do with the client; some of it is refused. */
const calls: Record<string, (client: Client) => Promise<unknown>> = {
  'a query': (client) => client.echo.query({ text: 'Ünïcödé 🎨' }),
  'a query without input': (client) => client.nothing.query(),
  'a nested query': (client) => client.nested.deep.query(),
  'a lazy query': (client) => client.lazily.loaded.query(),
  'a mutation': (client) => client.add.mutate({ a: 1, b: 2 }),
  'a refusal': (client) => client.forbidden.query(),
  'an error': (client) => client.broken.query(),
  'a wrong input': (client) => client.strict.query({ id: 'no' }),
  'a missing procedure': (client) =>
    (client as unknown as Record<string, Client['nothing']>).missing?.query() ?? Promise.reject(),
  'several queries at once': (client) =>
    settled([
      client.echo.query(1),
      client.strict.query({ id }),
      client.strict.query({ id: 'no' }),
      client.broken.query(),
      client.nothing.query(),
    ]),
  'more than a batch may hold': (client) =>
    settled(Array.from({ length: 6 }, (_, place) => client.echo.query(place))),
  'several mutations at once': (client) =>
    settled([client.add.mutate({ a: 1, b: 2 }), client.add.mutate({ a: 1.5, b: 2 })]),
};

const headers = { 'idempotency-key': 'key 1' };
const links: Record<string, (url: string) => TRPCLink<TestRouter>> = {
  httpLink: (url) => httpLink({ url, headers }),
  'httpLink with queries by POST': (url) => httpLink({ url, headers, methodOverride: 'POST' }),
  httpBatchLink: (url) => httpBatchLink({ url, headers }),
  'httpBatchLink with queries by POST': (url) =>
    httpBatchLink({ url, headers, methodOverride: 'POST' }),
  'httpBatchLink with few calls in each': (url) => httpBatchLink({ url, headers, maxItems: 2 }),
  httpBatchStreamLink: (url) => httpBatchStreamLink({ url, headers }),
};

let server: BothTransports;
beforeAll(async () => {
  server = await startBothTransports(createRouter(false), true);
});
afterAll(() => server.close());

describe.each(Object.entries(links))('through %s', (_name, link) => {
  test.each(Object.entries(calls))('%s', async (_call, call) => {
    const [ours, adapter] = await settled(
      (['ours', 'adapter'] as const).map((transport) =>
        call(createTRPCClient<TestRouter>({ links: [link(`${server.origin}/${transport}`)] })),
      ),
    );
    expect(ours).toEqual(adapter);
    expect(ours).not.toHaveProperty('unexpected');
  });
});

/** What became of each: its value, or all that the client's error tells. */
async function settled(promises: readonly Promise<unknown>[]): Promise<readonly unknown[]> {
  const results = await Promise.allSettled(promises);
  return results.map((result) => {
    if (result.status === 'fulfilled') return { value: result.value };
    const error: unknown = result.reason;
    if (!(error instanceof TRPCClientError)) return { unexpected: error };
    return { message: error.message, shape: error.shape, data: error.data };
  });
}
