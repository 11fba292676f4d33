import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const sql = await readFile(
    join(import.meta.dirname, '../../../packages/lifecycle/tests/convert/fixtures/foreign.sql'),
    'utf8',
  );
  await database.db.raw(sql);
});
afterAll(() => database.drop());

const convert = (...words: string[]) =>
  runCli(['db', 'convert-ids', 'time', ...words], { DATABASE_URL: database.connectionString });
const rows = async () =>
  (await tableFingerprints(database.db)).filter(({ schema }) => schema !== 'lifecycle');
const decided = '--not-reference=public.shifts.place_id';

test('the plan is shown and changes nothing, the run asks, and drift expects what was done', async () => {
  const before = await rows();
  const plan = await convert('--to', 'uuid', '--dry-run');
  expect(plan.code).toBe(0);
  expect(plan.out).toMatch(/public\.shifts\.task_id +integer → uuid +time\.tasks +by name: 2 of 2/);
  expect(plan.out).toContain('public.shifts.place_id (integer): time.tasks? by value, 2 of 2');
  expect(plan.out).toContain('ALTER TABLE "time"."tasks"');
  expect(await rows()).toEqual(before);

  expect(await convert('--to', 'uuid', '--yes', '--no-backup')).toMatchObject({ code: 1 });
  expect(await convert('--to', 'uuid', decided)).toMatchObject({ code: 2 });
  expect(await convert('--to', 'text')).toMatchObject({ code: 2 });
  expect(await rows()).toEqual(before);

  const done = await convert('--to', 'uuid', decided, '--yes', '--no-backup', '--json');
  expect(JSON.parse(done.out)).toMatchObject({ converted: true });
  const drift = await runCli(['db', 'drift', '--schema', 'time', '--exit-code'], {
    DATABASE_URL: database.connectionString,
  });
  expect(drift).toMatchObject({ code: 0 });

  const back = await convert('--to', 'integer', '--online', '--yes', '--no-backup');
  expect(back.out).toMatch(/The swap held its locks for \d+ ms/);
  expect(await rows()).toEqual(before);
  const again = await convert('--to', 'integer', '--yes');
  expect(again.out).toContain('Nothing to do');
});
