import { startTestServer } from '@atelier/testkit/test-server.ts';
import { expect, test } from 'vitest';
import { createHttpServer } from '../src/http.ts';

test('a start forgets idempotency keys older than 30 days, and no others', async () => {
  const server = await startTestServer(async ({ db, connectionString }) => {
    await db.raw(`
      INSERT INTO kernel.idempotency_keys (key, command, request_hash, created_at)
      VALUES ('old', 'a', 'b', now() - interval '31 days'), ('new', 'a', 'b', now() - interval '29 days')`);
    const settings = { allowedOrigins: [], logLevel: 'silent' };
    return createHttpServer({ db, connectionString, settings });
  });
  try {
    const keys = () => server.database.db('kernel.idempotency_keys').pluck('key');
    await expect.poll(keys).toEqual(['new']);
  } finally {
    await server.close();
  }
});
