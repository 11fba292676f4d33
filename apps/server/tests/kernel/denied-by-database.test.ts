import { createClient } from '@atelier/sdk/client.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

test('while its role has no grants, as after a restore, the app is unavailable, and goes on when it has', async () => {
  const { uuid } = await server.addType('Kept', 5);
  const client = createClient({ baseUrl: server.url });
  const change = () => client.miniatures.addToBox.mutate({ id: uuid, quantity: 1 });
  const { rows } = await server.db.raw<{ rows: { grantee: string }[] }>(
    `SELECT DISTINCT grantee::text FROM information_schema.role_table_grants
     WHERE table_schema = 'miniatures' AND grantee <> current_user`,
  );
  const role = rows[0]?.grantee ?? '';
  await server.db.raw(`REVOKE USAGE ON SCHEMA miniatures FROM ${role}`);
  const byRest = await server.get('/api/v1/types');
  expect([byRest.status, byRest.text]).toEqual([503, expect.stringContaining('ERR_UNAVAILABLE')]);
  expect(await change().catch(callError)).toMatchObject({ code: 'ERR_UNAVAILABLE' });
  await server.db.raw(`GRANT USAGE ON SCHEMA miniatures TO ${role}`);
  expect((await server.get('/api/v1/types')).status).toBe(200);
  await change();
});
