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

test('a start forgets refresh tokens that expired more than a day ago, but none that was exchanged before', async () => {
  const userId = '00000000-0000-7000-8000-000000000001';
  const sessions = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];
  const server = await startTestApp({
    async prepare({ db }) {
      const at = (hours: number) => new Date(Date.now() + hours * 3_600_000);
      await db('identity.users').insert({ id: userId, displayName: 'Ann', email: 'a@b.example' });
      for (const [place, id] of sessions.entries()) {
        const accessUsedAt = place === 0 ? at(-1) : null;
        const hashes = { accessHash: Buffer.from(id), accessExpiresAt: at(1), expiresAt: at(700) };
        await db('identity.sessions').insert({ id, userId, accessUsedAt, ...hashes });
        const tokens = [
          { name: 'old', usedAt: at(-25), expiresAt: at(600) },
          { name: 'expired', usedAt: null, expiresAt: at(-25) },
          { name: 'of today', usedAt: at(-23), expiresAt: at(600) },
          { name: 'latest', usedAt: null, expiresAt: at(700) },
        ];
        for (const { name, ...times } of tokens) {
          const tokenHash = Buffer.from(`${place} ${name}`);
          await db('identity.auth_refresh_tokens').insert({ tokenHash, sessionId: id, ...times });
        }
      }
    },
  });
  try {
    const left = async () => {
      const rows = await server.database.db('identity.auth_refresh_tokens').select('tokenHash');
      return rows.map(({ tokenHash }: { tokenHash: Buffer }) => tokenHash.toString()).sort();
    };
    const kept = [0, 1].flatMap((place) => [
      `${place} latest`,
      `${place} of today`,
      `${place} old`,
    ]);
    await expect.poll(left, { timeout: 5000 }).toEqual(kept);
  } finally {
    await server.close();
  }
});
