import { once } from 'node:events';
import { request } from 'node:http';
import { noClient } from '@atelier/api/kernel/client.ts';
import { restAreas } from '@atelier/api/root.ts';
import { type Actor, nobody } from '@atelier/domain/identity/actor.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { createClient } from '@atelier/sdk/client.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { keyed } from '@atelier/sdk/idempotency-key.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, type RestType, startRestServer } from './rest-server.ts';

/** Who calls says so in the header: `nobody`, `stranger`, or the name of an administrator. */
function actorOf(name = 'local'): Actor {
  if (name === 'nobody') return nobody;
  return { id: name, kind: 'user', grants: name === 'stranger' ? [] : [everywhere('admin')] };
}
let server: RestServer;
beforeAll(async () => {
  server = await startRestServer({
    identify: async ({ headers }) => ({
      actor: actorOf(headers.authorization),
      sessionId: null,
      provedAt: 'not-asked',
      untilEnd: (signal) => signal,
      client: noClient,
    }),
  });
});
afterAll(() => server.close());

const endpoints = restAreas.flatMap(({ prefix, endpoints }) =>
  endpoints.flatMap(({ method, path, needs: { role, inProject, own } }) => {
    const one = { method, path: prefix + path };
    if (role === 'everybody') return [];
    const nobody = { ...one, who: 'nobody', refusal: [401, 'ERR_UNAUTHENTICATED'] };
    // Whether somebody may do it in a project, or with their own, is known when it is known with which.
    if (role === 'signed-in' || inProject !== undefined || own) return [nobody];
    return [nobody, { ...one, who: 'stranger', refusal: [403, 'ERR_FORBIDDEN'] }];
  }),
);

test.each(endpoints)(
  '$method $path is refused to $who, before its body is read',
  async ({ method, path, who, refusal }) => {
    const outgoing = request(server.url + path.replace('{id}', 'no-id'), {
      method,
      headers: {
        authorization: who,
        'content-type': 'application/json',
        'content-length': 99,
      },
    });
    outgoing.on('error', () => {});
    outgoing.flushHeaders();
    const [response] = await once(outgoing, 'response');
    let text = '';
    for await (const chunk of response) text += chunk;
    outgoing.destroy();
    expect([response.statusCode, JSON.parse(text).code]).toEqual(refusal);
  },
);

test('a procedure is refused to nobody as a REST endpoint is', async () => {
  const answer = await server.call('GET', '/api/trpc/miniatures.all', {
    headers: { authorization: 'nobody' },
  });
  expect(answer.status).toBe(401);
  expect(answer.body).toMatchObject({ error: { data: { code: 'ERR_UNAUTHENTICATED' } } });
});

test('a key is the same for REST and tRPC, and another for somebody else', async () => {
  const { id, uuid } = await server.addType('One name', 5);
  const client = createClient({ baseUrl: server.url });
  const move = { id: uuid, from: 'IN_BOX', to: 'DONE', quantity: 2 } as const;
  const first = await client.miniatures.move.mutate(move, keyed('both'));
  const body = { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 2 };
  const path = `/api/v1/types/${id}/move`;
  const again = await server.post<RestType>(path, body, { 'idempotency-key': 'both' });
  expect(again.body.counts).toMatchObject({ done: first.type.counts.DONE });
  const theirs = await server.post<RestType>(path, body, {
    'idempotency-key': 'both',
    authorization: 'somebody else',
  });
  expect(theirs.body.counts).toMatchObject({ done: 4 });
  const reused = client.miniatures.move.mutate({ ...move, quantity: 1 }, keyed('both'));
  expect(callError(await reused.catch((error: unknown) => error)).code).toBe(
    'ERR_IDEMPOTENCY_KEY_REUSED',
  );
});
