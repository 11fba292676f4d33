import { createClient } from '@atelier/sdk/client.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, type RestType, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  // Its sessions begin anew with those of the test.
  server = await startRestServer({ asOwner: true });
});
afterAll(() => server.close());

/** As a server does that became a replica, or whose disk is nearly full: for every new session. */
async function setReadOnly(value: 'on' | 'off'): Promise<void> {
  await server.db.transaction(async (trx) => {
    await trx.raw('SET TRANSACTION READ WRITE');
    const { rows } = await trx.raw('SELECT current_database() AS name');
    await trx.raw(`ALTER DATABASE ${rows[0].name} SET default_transaction_read_only = ${value}`);
  });
  await server.db.destroy();
  server.db.initialize();
}

test('a database that takes no changes is read on, and a change may be repeated', async () => {
  const { id, uuid } = await server.addType('Kept', 5);
  const client = createClient({ baseUrl: server.url });
  const forward = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 1 };
  const move = () =>
    server.post<RestType>(`/api/v1/types/${id}/move`, forward, { 'idempotency-key': 'later' });
  await setReadOnly('on');
  try {
    const byRest = await move();
    expect([byRest.status, byRest.text]).toEqual([503, expect.stringContaining('ERR_READ_ONLY')]);
    const byTrpc = await client.miniatures.addToBox
      .mutate({ id: uuid, quantity: 1 })
      .catch(callError);
    expect(byTrpc).toMatchObject({ code: 'ERR_READ_ONLY' });
    expect((await server.get<RestType>(`/api/v1/types/${id}`)).body.counts).toMatchObject({
      in_box: 5,
    });
  } finally {
    await setReadOnly('off');
  }
  const again = await move();
  expect([again.status, again.body.counts]).toMatchObject([200, { in_box: 4, building: 1 }]);
});
