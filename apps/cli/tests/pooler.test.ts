import {
  hasPgBouncer,
  type PgBouncer,
  poolerNotCovered,
  startPgBouncer,
} from '@atelier/testkit/pgbouncer.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineOf } from './line-of.ts';
import { runInProcess } from './run-in-process.ts';

const isThere = await hasPgBouncer();
if (!isThere) console.warn(poolerNotCovered);

let empty: TestDatabase;
let byTransaction: PgBouncer;
let bySession: PgBouncer;
beforeAll(async () => {
  empty = await createTestDatabase({ empty: true, poolSize: 2 });
  if (!isThere) return;
  byTransaction = await startPgBouncer(empty.connectionString, { pool_mode: 'transaction' });
  bySession = await startPgBouncer(empty.connectionString, {});
});
afterAll(async () => {
  await byTransaction?.stop();
  await bySession?.stop();
  await empty.drop();
});

const locks = async (): Promise<number> => {
  const { rows } = await empty.db.raw(
    `SELECT count(*)::int AS held FROM pg_locks WHERE locktype = 'advisory'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows[0].held;
};

test.skipIf(!isThere).each(['up --yes --no-backup', 'status', 'backups'])(
  'through a pooler of transactions db %s is refused, and no lock stays',
  async (typed) => {
    const { code, errors } = await runInProcess(typed.split(' '), {
      DATABASE_URL: byTransaction.url(empty.connectionString),
    });
    expect([code, lineOf(errors)]).toEqual([
      1,
      expect.stringMatching(/DATABASE_DIRECT_URL.*\[ERR_DATABASE_POOLED\]$/),
    ]);
    expect(await locks()).toBe(0);
  },
);

test.skipIf(!isThere)(
  'commands go to the direct address, and through pooled sessions',
  async () => {
    const up = ['up', '--yes', '--no-backup'];
    const DATABASE_URL = byTransaction.url(empty.connectionString);
    const direct = { DATABASE_URL, DATABASE_DIRECT_URL: empty.connectionString };
    expect((await runInProcess(up, direct)).code).toBe(0);
    const pooled = { DATABASE_URL: bySession.url(empty.connectionString) };
    expect((await runInProcess(['down', '--yes', '--no-backup'], pooled)).code).toBe(0);
    const { code, printed } = await runInProcess(['drift', '--exit-code'], pooled);
    expect([code, printed.join('\n')]).toEqual([0, expect.stringContaining('No differences.')]);
  },
);

test.skipIf(!isThere)('what a pooler itself refuses is named by its reason', async () => {
  const url = new URL(bySession.url(empty.connectionString));
  url.pathname = '/no-such-database';
  const { errors } = await runInProcess(['status'], { DATABASE_URL: url.href });
  expect(lineOf(errors)).toContain('[ERR_DATABASE_MISSING: database no-such-database]');
});
