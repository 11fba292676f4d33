import { expect, test } from 'vitest';
import { startTestApp } from '../start-test-app.ts';

test('a start forgets idempotency keys older than 30 days, and no others', async () => {
  const server = await startTestApp({
    prepare: ({ db }) =>
      db.raw(`
        INSERT INTO kernel.idempotency_keys (actor, key, command, request_hash, created_at)
        VALUES ('local', 'old', 'a', 'b', now() - interval '31 days'), ('local', 'new', 'a', 'b', now() - interval '29 days')`),
  });
  try {
    const keys = () => server.database.db('kernel.idempotency_keys').pluck('key');
    await expect.poll(keys).toEqual(['new']);
  } finally {
    await server.close();
  }
});
