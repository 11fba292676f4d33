import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerTrpc } from '../../src/kernel/trpc/transport.ts';
import { type BothTransports, startBothTransports } from './both-transports.ts';
import { type Exchange, exchanges, json } from './exchanges.ts';
import { createRouter, wrapping } from './test-router.ts';

/** The web's `Response` calls a text without a type so; ours says what it is, JSON. */
const guessedType = 'text/plain;charset=UTF-8';

/** A procedure's mistake, of which the adapter says less: not which call it was, or nothing to onError. */
const toldBetter = new Set([
  'an answer that is a stream',
  'an answer that comes later',
  'a batch of one stream among others',
]);

describe.each([
  { router: 'plain', transformed: false, override: true },
  { router: 'with a transformer, without method override', transformed: true, override: false },
])('a router $router', ({ transformed, override }) => {
  const router = createRouter(transformed);
  const wrap = transformed ? wrapping.serialize : (value: unknown) => value;
  let server: BothTransports;
  beforeAll(async () => {
    server = await startBothTransports(router, override);
  });
  afterAll(() => server.close());

  test.each(Object.entries(exchanges(wrap)))('%s', async (name, exchange) => {
    const { origin, errors } = server;
    errors.ours = [];
    errors.adapter = [];
    const [ours, adapter] = await Promise.all([
      send(`${origin}/ours`, exchange),
      send(`${origin}/adapter`, exchange),
    ]);
    if (toldBetter.has(name)) {
      expect(ours.status).toBe(adapter.status);
      return;
    }
    const guessed = adapter.contentType === guessedType && ours.contentType === 'application/json';
    expect(ours).toEqual(guessed ? { ...adapter, contentType: 'application/json' } : adapter);
    expect(errors.ours).toEqual(errors.adapter);
  });

  test('a client that leaves aborts the signal', async () => {
    const controller = new AbortController();
    const { origin, ends } = server;
    const left = fetch(`${origin}/ours/waits`, { signal: controller.signal });
    await expect.poll(() => ends).toEqual(['begun']);
    controller.abort();
    await expect(left).rejects.toThrow();
    await expect.poll(() => ends).toEqual(['begun', 'aborted']);
  });

  test('a body that was read to its end does not', async () => {
    const waits = { method: 'POST', path: 'waitsALittle', headers: json, body: '{}' };
    expect(JSON.parse((await send(`${server.origin}/ours`, waits)).body)).toEqual({
      result: { data: wrap(false) },
    });
  });

  test('what hooks say of Vary stays', async () => {
    const varied = Fastify();
    varied.addHook('onRequest', async (_request, reply) => {
      reply.header('vary', 'origin');
    });
    const context = { key: undefined, ended: () => {} };
    const options = { router, createContext: () => context, maxBatchSize: 5 };
    await registerTrpc(varied, '/ours', { ...options, allowMethodOverride: false });
    const { headers } = await varied.inject('/ours/nothing');
    expect(headers.vary).toBe('origin, trpc-accept, accept');
  });
});

/** What a client can see of an answer. */
interface Answer {
  readonly status: number | undefined;
  readonly contentType: string | undefined;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

async function send(
  base: string,
  { method = 'GET', path, headers, body }: Exchange,
): Promise<Answer> {
  const outgoing = httpRequest(`${base}/${path}`, { method, headers: { ...headers } });
  outgoing.end(body);
  const [response] = await once(outgoing, 'response');
  const { vary, 'cache-control': cache, 'x-accel-buffering': buffering } = response.headers;
  return {
    status: response.statusCode,
    contentType: response.headers['content-type'],
    headers: { vary, 'cache-control': cache, 'x-accel-buffering': buffering },
    body: (await text(response)).replaceAll(base, ''),
  };
}
