import { connect, connectionSettings } from '@atelier/db/kernel/connection.ts';
import { settleSession } from '@atelier/db/kernel/settle-session.ts';
import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

// What cannot be handed out is ended: nobody else knows of it, and it would stay until the process ends.

const applicationName = `unsettled_${process.pid}`;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true, poolSize: 2 });
});
afterAll(() => database.drop());

async function sessions(): Promise<number> {
  const { rows } = await database.db.raw(
    'SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = ?',
    [applicationName],
  );
  return rows[0].count;
}

test('a session that cannot be settled', async () => {
  const { settingsNow } = connectionSettings(database.connectionString, applicationName);
  const client = new Client(await settingsNow());
  client.on('error', () => {});
  await client.connect();
  // In a transaction that has failed nothing can be set.
  await client.query('BEGIN');
  await client.query('SELECT 1 / 0').catch(() => {});
  const error = await new Promise((resolve) => settleSession(client, resolve));
  expect(error).toMatchObject({ code: '25P02' });
  await expect.poll(sessions).toBe(0);
});

test('the second one of a connection that is not replaced', async () => {
  const { connectionString, db } = database;
  const pool = connect({ connectionString, poolSize: 1, applicationName });
  const single = singleConnection(pool);
  try {
    const { rows } = await single.raw('SELECT pg_backend_pid() AS pid');
    await db.raw('SELECT pg_terminate_backend(?, 5000)', [rows[0].pid]);
    await expect(single.raw('SELECT 1')).rejects.toThrow();
    await expect(single.raw('SELECT 1')).rejects.toThrow('Connection terminated');
    await expect.poll(sessions).toBe(0);
  } finally {
    await single.destroy();
    await pool.destroy();
  }
});
