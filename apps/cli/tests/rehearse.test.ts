import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@atelier/lifecycle/embedded/server.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { runInProcess } from './run-in-process.ts';

// On the embedded server: its backups need no client tools, so this runs everywhere.

const migrations = join(import.meta.dirname, '../../../packages/db/migrations');

let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-rehearse-'));
  env = { ATELIER_DATA_DIR: join(folder, 'data') };
  // Linting makes no database; one that is empty will do.
  await (await startEmbeddedPostgres({ dataDir: join(folder, 'data') })).stop();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('our migrations have no findings; what is linted can be chosen', async () => {
  const all = await runCli(['db', 'lint', '--exit-code', '--json'], env);
  expect(all.code).toBe(0);
  const report = JSON.parse(all.out);
  const names = (await migrationNames()).slice(0, 1);
  expect(report.migrations.map(({ name }: { name: string }) => name)).toEqual(
    await migrationNames(),
  );
  const some = await runCli(['db', 'lint', ...names, '--json'], env);
  expect(JSON.parse(some.out).migrations).toEqual(report.migrations.slice(0, 1));
  const unknown = await runCli(['db', 'lint', 'no_such_migration', '--json'], env);
  expect(unknown.code).toBe(2);
  expect(JSON.parse(unknown.out).error.code).toBe('ERR_MIGRATION_UNKNOWN');
});

test('a pending migration is rehearsed on the latest backup, and then up --rehearsed takes it', async () => {
  const names = await migrationNames();
  const last = names.at(-1) ?? '';
  await runCli(['db', 'up', '--to', names.at(-2) ?? '', '--yes'], env);

  const tooEarly = await runCli(['db', 'rehearse', '--json'], env);
  expect(tooEarly.code).toBe(1);
  expect(JSON.parse(tooEarly.out).error.code).toBe('ERR_REHEARSAL_NO_BACKUP');
  const refused = await runCli(['db', 'up', '--rehearsed', '--yes', '--no-backup'], env);
  expect(refused.code).toBe(1);

  const backup = await runCli(['db', 'backup', '--json'], env);
  const { name } = JSON.parse(backup.out);
  const dry = await runCli(['db', 'rehearse', '--dry-run', '--json'], env);
  expect(JSON.parse(dry.out)).toEqual({ backup: name, pending: [last] });

  // A later backup that has the migration is none to rehearse it on.
  await runCli(['db', 'up', '--yes', '--no-backup'], env);
  const after = JSON.parse((await runCli(['db', 'backup', 'after', '--json'], env)).out);
  await runCli(['db', 'down', '--yes', '--no-backup'], env);
  const useless = await runCli(['db', 'rehearse', '--backup', after.name, '--json'], env);
  expect([useless.code, JSON.parse(useless.out).error]).toEqual([
    1,
    expect.objectContaining({ code: 'ERR_REHEARSAL_NO_BACKUP', backup: after.name }),
  ]);

  const failing = await failingMigrations(last);
  const failed = await runInProcess(['rehearse', '--json'], env, failing);
  expect([failed.code, JSON.parse(failed.printed[0] ?? '').error]).toEqual([
    1,
    expect.objectContaining({ code: 'ERR_REHEARSAL_FAILED', name: last, statement: 2 }),
  ]);
  expect(failed.errors).toMatch(/✗ .*\[ERR_REHEARSAL_FAILED: .*reason division by zero\]\n$/);

  const rehearsed = await runCli(['db', 'rehearse', '--json'], env);
  expect(rehearsed.code).toBe(0);
  expect(rehearsed.errors).toContain(`✓ Rehearsing ${last}`);
  const facts = JSON.parse(rehearsed.out);
  expect(facts).toMatchObject({ backup: name, pending: [last], lint: { findings: [] } });
  expect(facts.rehearsed).toMatchObject([{ name: last, failure: null }]);
  expect(facts.rehearsed[0].statements.length).toBeGreaterThan(0);

  const status = await runCli(['db', 'status', '--json'], env);
  expect(JSON.parse(status.out).pending).toEqual([last]);
  const up = await runCli(['db', 'up', '--rehearsed', '--yes', '--no-backup', '--json'], env);
  expect(JSON.parse(up.out)).toMatchObject({ changed: [last] });
  expect((await runCli(['db', 'rehearse'], env)).out).toContain('Nothing is pending.');
});

/** Our migrations, the last of which fails. */
async function failingMigrations(last: string): Promise<string> {
  const failing = join(folder, 'migrations');
  await cp(migrations, failing, { recursive: true });
  const text = `export async function up(knex) {
    await knex.raw('SELECT 1');
    await knex.raw('SELECT 1 / 0');
  }
  export async function down() {}\n`;
  await writeFile(join(failing, `${last}.js`), text);
  return failing;
}

async function migrationNames(): Promise<string[]> {
  const files = await readdir(migrations);
  return files.map((file) => file.replace(/\.js$/, '')).sort();
}
