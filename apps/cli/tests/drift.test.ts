import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

let database: TestDatabase;
let folder: string;
let env: Record<string, string>;
const fix = '20991231235959_miniatures_fix';

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'atelier-drift-cli-'));
  env = { DATABASE_URL: database.connectionString, ATELIER_DATA_DIR: join(folder, 'data') };
});
afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

test('a migrated database has no drift, and the models fit', async () => {
  const clean = await runCli(['db', 'drift', '--exit-code', '--json'], env);
  expect(clean).toMatchObject({ code: 0 });
  const facts = JSON.parse(clean.out);
  expect(facts).toMatchObject({ differences: [], models: [], fix: null });
  expect(facts.schemas).toContain('miniatures');
});

test('drift is told in words, ends with 3 when it shall, and its fix is written once', async () => {
  await database.db.raw(`
    ALTER TABLE miniatures.stage_counts ALTER COLUMN count TYPE bigint;
    CREATE SCHEMA alarms;
    CREATE TABLE alarms.clocks (type_id uuid REFERENCES miniatures.miniature_types (id))`);
  const file = join(folder, `${fix}.js`);
  const dry = await runCli(['db', 'drift', '--fix', file, '--dry-run'], env);
  expect(dry.code).toBe(0);
  await expect(readFile(file)).rejects.toThrow('ENOENT');

  const found = await runCli(['db', 'drift', '--exit-code', '--fix', file], env);
  expect(found.code).toBe(3);
  expect(found.out).toContain(
    'miniatures.stage_counts\n  column count: type differs\n    expected  integer\n    actual    bigint\n',
  );
  expect(found.out).toContain('1 difference.\n');
  expect(found.out).toContain('alarms.clocks refers to miniatures.miniature_types');

  const again = await runCli(['db', 'drift', '--fix', file], env);
  expect(again.code).toBe(1);

  expect((await runCli(['db', 'drift', '--schema', 'kernel', '--exit-code'], env)).code).toBe(0);
  expect((await runCli(['db', 'drift', '--schema', 'nowhere'], env)).code).toBe(2);
  expect((await runCli(['db', 'drift', '--fix', join(folder, 'fix.js')], env)).code).toBe(2);
});
