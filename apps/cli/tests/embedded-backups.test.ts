import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { startEmbeddedPostgres } from '@atelier/lifecycle/embedded/server.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { runKilled } from './run-killed.ts';

// The tests go on from each other: making a cluster and copying it are what takes the time.
let folder: string;
let env: Record<string, string>;
let name: string;
const dataDir = () => join(folder, 'data');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-cli-embedded-'));
  await chmod(folder, 0o755);
  env = { ATELIER_DATA_DIR: dataDir(), DATABASE_URL: '' };
});
afterAll(() => rm(folder, { recursive: true }));

async function inDatabase<Result>(work: (db: ReturnType<typeof connect>) => Promise<Result>) {
  const server = await startEmbeddedPostgres({ dataDir: dataDir() });
  const db = connect({ connectionString: server.connectionString, poolSize: 1 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
    await server.stop();
  }
}

async function facts(...words: string[]) {
  const { out, code } = await runCli(['db', ...words, '--json', '--yes'], env);
  return { code, ...JSON.parse(out) };
}

test('the copy lies in the data folder, verified', async () => {
  await inDatabase((db) => db.raw('CREATE TABLE goods AS SELECT 1 AS id'));
  const made = await facts('backup');
  expect(made).toMatchObject({ code: 0, kind: 'cold-copy', tables: 1, rows: 1 });
  name = made.name;
  expect(await readdir(join(dataDir(), 'backups'))).toEqual([name]);
});

test('while an Atelier runs on the folder there is no backup, and it says what to do', async () => {
  await inDatabase(async (db) => {
    const refused = await facts('backup');
    expect([refused.code, refused.error.code]).toEqual([1, 'ERR_BACKUP_SERVER_IN_USE']);
    expect((await facts('restore', name)).error.code).toBe('ERR_BACKUP_SERVER_IN_USE');
    const unprotected = await facts('restore', name, '--no-backup');
    expect(unprotected.error.code).toBe('ERR_DATA_FOLDER_IN_USE');
    expect((await db.raw('SELECT id FROM goods')).rows).toEqual([{ id: 1 }]);
  });
});

test('what a killed backup began goes, and a restore that is killed between the two renames is finished', async () => {
  await inDatabase((db) => db.raw('DELETE FROM goods'));
  // The server stands still for the copy when it is killed.
  await runKilled('backup.written', ['db', 'backup', '--yes'], env);
  expect(await readdir(join(dataDir(), 'backups'))).toEqual([
    expect.stringMatching(/^\.draft-/),
    name,
  ]);
  const words = ['db', 'restore', name, '--no-backup', '--yes'];
  const { errors } = await runKilled('restore.between-renames', words, env);
  expect(errors).toContain('Removed the draft of a backup that was cut short');
  expect(await readdir(join(dataDir(), 'backups'))).toEqual([name]);
  expect(await readdir(dataDir())).not.toContain('postgres');

  expect((await facts('status')).code).toBe(0);
  const { rows } = await inDatabase((db) => db.raw('SELECT id FROM goods'));
  expect(rows).toEqual([{ id: 1 }]);
  const { kept } = await facts('backups');
  expect(kept).toEqual([expect.stringMatching(/^postgres_before_/)]);
  expect((await facts('backups', '--drop-old', kept[0])).code).toBe(0);
  expect((await readdir(dataDir())).filter((each) => /before|scratch|swap/.test(each))).toEqual([]);
});
