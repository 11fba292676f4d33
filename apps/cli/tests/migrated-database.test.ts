import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { runInProcess, runWords } from './run-in-process.ts';

const folder = await mkdtemp(join(tmpdir(), 'atelier-migrated-'));
const empty = await createTestDatabase({ empty: true });
const environment = { DATABASE_URL: empty.connectionString, ATELIER_DATA_DIR: folder };
afterAll(async () => {
  await empty.drop();
  await rm(folder, { recursive: true, force: true });
});

const exported = () => runWords(['orchestra', 'export', 'None', '--json'], environment);

test('a command of an area migrates an empty database, and leaves one that is behind to `db up`', async () => {
  expect((await exported()).errors).toContain('ERR_SCENARIO_SUITE_NOT_FOUND');
  expect((await runInProcess(['status', '--json'], environment)).printed.at(-1)).toContain(
    '"pending":[]',
  );
  await runInProcess(
    ['down', '--to', '20261130000100_kernel_jobs', '--yes', '--no-backup'],
    environment,
  );
  const behind = await exported();
  expect(behind.errors).toContain('ERR_DATABASE_BEHIND');
  expect(behind.code).not.toBe(0);
  const { rows } = await empty.db.raw("SELECT to_regnamespace('orchestra') AS schema");
  expect(rows).toEqual([{ schema: null }]);
});
