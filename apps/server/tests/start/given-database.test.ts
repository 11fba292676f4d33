import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startAppProcess } from '@atelier/testkit/app-process.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let empty: TestDatabase;
beforeAll(async () => {
  empty = await createTestDatabase({ empty: true });
});
afterAll(() => empty.drop());

/** Starts what is expected to be refused; the only line it prints on the way out. */
async function refusal(env: Readonly<Record<string, string>>): Promise<string> {
  const app = startAppProcess(env);
  expect(await app.ended()).toBe(1);
  const lines = app.errors().trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

test('a database that is behind is not touched with DB_BOOTSTRAP=0', async () => {
  const env = { DATABASE_URL: empty.connectionString, DB_BOOTSTRAP: '0' };
  expect(await refusal(env)).toMatch(/ERR_DATABASE_BEHIND: pending \d+, first \d{14}_/);
  const { rows } = await empty.db.raw("SELECT to_regnamespace('miniatures') AS found");
  expect(rows).toEqual([{ found: null }]);
});

test('a database is migrated, served, and left with open streams at SIGTERM', async () => {
  const app = startAppProcess({ DATABASE_URL: empty.connectionString });
  const url = await app.url();
  expect(app.output()).not.toContain('Starting PostgreSQL');
  const stream = await fetch(`${url}/api/trpc/live.stream`, {
    headers: { accept: 'text/event-stream' },
  });
  const reader = stream.body?.getReader();
  await reader?.read();
  app.process.kill('SIGTERM');
  expect(await app.ended()).toBe(0);
  expect(app.errors()).toBe('');

  const migrated = startAppProcess({ DATABASE_URL: empty.connectionString, DB_BOOTSTRAP: '0' });
  await migrated.url();
  migrated.process.kill('SIGTERM');
  expect(await migrated.ended()).toBe(0);
});

test('a server that refuses us is named by its reason, without the password', async () => {
  const url = new URL(empty.connectionString);
  url.pathname = '/no-such-database';
  const line = await refusal({ DATABASE_URL: url.href });
  expect(line).toContain('[ERR_DATABASE_MISSING: database no-such-database]');
  expect(line).not.toContain(url.password || '://');
});

test('a taken port and a bad setting are refused in one line', async () => {
  const stranger = createServer().listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  const { port } = stranger.address() as AddressInfo;
  const line = await refusal({ DATABASE_URL: empty.connectionString, PORT: String(port) });
  expect(line).toContain(`ERR_PORT_TAKEN: host 127.0.0.1, port ${port}`);
  stranger.close();
  expect(await refusal({ PORT: 'http' })).toContain('ERR_SETTING_INVALID: name PORT');
});

test('with DB_REPAIR=1 the start says what could be repaired, and changes nothing', async () => {
  const { db, connectionString, drop } = await createTestDatabase();
  try {
    await db.raw('DROP INDEX time.ux_time_entries_running');
    await db.raw(`
      INSERT INTO time.users_tg (telegram_id) VALUES (7);
      INSERT INTO time.time_entries (owner_id, start_time) VALUES (7, now()), (7, now())`);
    const app = startAppProcess({ DATABASE_URL: connectionString, DB_REPAIR: '1' });
    await app.url();
    expect(app.output()).toContain('running-timers');
    app.process.kill('SIGTERM');
    expect(await app.ended()).toBe(0);
    const { rows } = await db.raw(
      'SELECT count(*)::int AS running FROM time.time_entries WHERE end_time IS NULL',
    );
    expect(rows).toEqual([{ running: 2 }]);
  } finally {
    await drop();
  }
});
