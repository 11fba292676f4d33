import { connect } from '@atelier/db/kernel/connection.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../start-test-app.ts';
import { type RestServer, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

test('says ok once the database answers', async () => {
  const { status, body } = await server.get('/health');
  expect([status, body]).toEqual([200, { status: 'ok', database: 'ok' }]);
});

test('says 503 while the database does not answer', async () => {
  const connectionString = 'postgres://nobody@127.0.0.1:1/none';
  const db = connect({ connectionString });
  const settings = { allowedOrigins: [], logLevel: 'silent' };
  const app = await openApp({ db, connectionString }, { settings });
  try {
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const response = await fetch(`${url}/health`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ status: 'unavailable' });

    const refused = await fetch(`${url}/api/v1/types`);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'ERR_UNAVAILABLE' });
  } finally {
    await app.close();
    await db.destroy();
  }
});
