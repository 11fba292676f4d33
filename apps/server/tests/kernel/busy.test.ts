import { createClient } from '@atelier/sdk/client.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, type RestType, refusal, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

test('who waited in vain for others is told that it may be repeated, in REST and in tRPC', async () => {
  const { id } = await server.addType('Wanted by many', 5);
  const other = await server.addType('Wanted as much', 5);
  const client = createClient({ baseUrl: server.url });
  const others = await server.db.transaction();
  try {
    await others.raw('SELECT FROM miniatures.stage_counts FOR UPDATE');
    const forward = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 1 };
    const [byRest, byTrpc] = await Promise.all([
      server.post(`/api/v1/types/${id}/move`, forward, { 'idempotency-key': 'patient' }),
      client.miniatures.addToBox.mutate({ id: other.uuid, quantity: 1 }).catch(callError),
    ]);
    expect(refusal(byRest)).toEqual([503, 'ERR_BUSY']);
    expect(byTrpc).toMatchObject({ code: 'ERR_BUSY' });
    await others.rollback();
    const again = await server.post<RestType>(`/api/v1/types/${id}/move`, forward, {
      'idempotency-key': 'patient',
    });
    expect([again.status, again.body.counts]).toMatchObject([200, { in_box: 4, building: 1 }]);
  } finally {
    if (!others.isCompleted()) await others.rollback();
  }
});
