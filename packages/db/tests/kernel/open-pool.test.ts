import { setTimeout as sleep } from 'node:timers/promises';
import { connect, connectionSettings } from '@atelier/db/kernel/connection.ts';
import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createFreezingProxy } from './freezing-proxy.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true, poolSize: 1 });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => database.drop());

/** The address in the ways in which a server is asked before a connection is opened. */
function askedAddresses(): readonly string[] {
  const { connectionString } = database;
  const { host } = new URL(connectionString);
  return [
    `${connectionString}?sslmode=prefer`,
    connectionString.replace(host, `127.0.0.1:1,${host}`),
  ];
}

async function session(db: Knex): Promise<number> {
  const { rows } = await db.raw('SELECT pg_backend_pid() AS pid');
  return rows[0].pid;
}

test('what a server answers about encryption holds for a minute', async () => {
  const { settingsNow } = connectionSettings(
    `${database.connectionString}?sslmode=prefer`,
    undefined,
  );
  vi.useFakeTimers({ toFake: ['performance'] });
  const first = await settingsNow();
  expect(await settingsNow()).toBe(first);
  vi.advanceTimersByTime(61_000);
  expect(await settingsNow()).not.toBe(first);
});

test('a server that did not answer is asked again at once', async () => {
  const { settingsNow } = connectionSettings(
    'postgres://me@127.0.0.1:1/db?sslmode=prefer',
    undefined,
  );
  const refusals = [settingsNow(), settingsNow()];
  expect(refusals[0]).toBe(refusals[1]);
  await expect(refusals[0]).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const next = settingsNow();
  expect(next).not.toBe(refusals[0]);
  await expect(next).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a session that is open and good is kept, however long ago its server was asked', async () => {
  for (const connectionString of askedAddresses()) {
    const pool = connect({ connectionString, poolSize: 1 });
    const single = singleConnection(pool);
    try {
      vi.useFakeTimers({ toFake: ['performance'] });
      const before = [await session(pool), await session(single)];
      vi.advanceTimersByTime(61_000);
      expect([await session(pool), await session(single)]).toEqual(before);
    } finally {
      vi.useRealTimers();
      await single.destroy();
      await pool.destroy();
    }
  }
});

test('whoever waits at a server that went without a word is told, once another has taken its place', async () => {
  const { connectionString } = database;
  const [before, after] = [
    createFreezingProxy(connectionString),
    createFreezingProxy(connectionString),
  ];
  const hosts = [await before.open(), await after.open()].map((address) => new URL(address).host);
  after.leave();
  const ofBoth = connectionString.replace(new URL(connectionString).host, hosts.join(','));
  const pools = [2, 1].map((poolSize) => connect({ connectionString: ofBoth, poolSize }));
  try {
    for (const pool of pools) await session(pool);
    before.leave();
    after.comeBack();
    // The first opens a connection elsewhere meanwhile; the other has none left, and is told so.
    const waiting = pools.map((pool) => expect(session(pool)).rejects.toThrow('terminated'));
    const [roomy, full] = pools;
    if (roomy === undefined || full === undefined) throw new TypeError('There are two.');
    // For so long it holds which server takes writes.
    await sleep(600);
    await expect(session(roomy)).resolves.toBeGreaterThan(0);
    await expect(session(full)).rejects.toThrow('Timeout acquiring a connection');
    await Promise.all(waiting);
    for (const pool of pools) await expect(session(pool)).resolves.toBeGreaterThan(0);
  } finally {
    before.close();
    after.close();
    for (const pool of pools) await pool.destroy();
  }
}, 60_000);
