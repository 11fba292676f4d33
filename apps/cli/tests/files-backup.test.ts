import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { inDatabase } from '@atelier/lifecycle/server/database-address.ts';
import {
  type ExternalPostgres,
  notCovered,
  startExternalPostgres,
} from '@atelier/testkit/external-postgres.ts';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const external = await startExternalPostgres();
afterAll(() => external?.stop());

if (external === undefined) test('files in backups', () => console.warn(notCovered));
else describe('files in backups', () => withPgDump(external));

function withPgDump({ adminUrl, tools }: ExternalPostgres): void {
  let folder: string;
  let admin: ReturnType<typeof connect>;
  let env: Record<string, string>;
  const files = () => join(folder, 'data', 'files');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-cli-files-'));
    admin = connect({ connectionString: adminUrl, poolSize: 1 });
    await admin.raw('CREATE DATABASE gallery');
    const url = inDatabase(adminUrl, 'gallery');
    env = {
      ...{ DATABASE_URL: url, ATELIER_PG_BIN: tools.folder },
      ...{ ATELIER_DATA_DIR: join(folder, 'data'), ATELIER_BACKUP_DIR: join(folder, 'backups') },
    };
  });
  afterEach(async () => {
    const { rows } = await admin.raw(
      "SELECT datname FROM pg_database WHERE datname LIKE 'gallery%'",
    );
    for (const { datname } of rows) await admin.raw('DROP DATABASE ?? WITH (FORCE)', [datname]);
    await admin.destroy();
    await rm(folder, { recursive: true });
  });

  async function store(content: string): Promise<string> {
    const key = randomBytes(16).toString('hex');
    const path = join(files(), key.slice(0, 2), key);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
    return path;
  }
  async function db(...words: string[]) {
    const { code, out, errors } = await runCli(['db', ...words, '--json', '--yes'], env);
    return { code, errors, ...JSON.parse(out) };
  }

  test('a backup names how many files there are, and has them on demand', async () => {
    await store('one');
    await store('twenty');
    await mkdir(join(files(), 'incoming'));
    await writeFile(join(files(), 'incoming', 'half'), 'on its way');
    const without = await db('backup');
    expect(without.attached).toMatchObject({ store: files(), files: 2, size: 9, copied: false });
    expect(without.files).toBe(1);
    const { out } = await runCli(['db', 'backup'], env);
    expect(out).toContain('Files: 2 (1 kB)');
    expect(out).toContain('are NOT in the backup: --with-files copies them.');

    const withFiles = await db('backup', '--with-files');
    expect(withFiles.attached).toEqual({ ...without.attached, copied: true });
    expect(withFiles.files).toBe(3);
    expect((await db('backups', '--verify', withFiles.name)).code).toBe(0);
  });

  test('a restore puts back what is missing, keeps what came later, and says so', async () => {
    const [lost, kept] = [await store('lost'), await store('kept')];
    const { name } = await db('backup', '--with-files');
    await rm(lost);
    const later = await store('later');
    const { code, out } = await runCli(['db', 'restore', name, '--yes', '--no-backup'], env);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('Files: 1 put back, with their SHA-256 checked; 1 were there'),
    ]);
    const contents = await Promise.all([lost, kept, later].map((path) => readFile(path, 'utf8')));
    expect(contents).toEqual(['lost', 'kept', 'later']);
    expect(await readdir(join(files(), 'incoming'))).toEqual([]);
  });

  test('a restore without files says whether the folder is what it was', async () => {
    const path = await store('one');
    const { name } = await db('backup');
    expect((await db('restore', name, '--no-backup')).files).toMatchObject({
      kind: 'compared',
      same: true,
    });
    await rm(path);
    const { out } = await runCli(['db', 'restore', name, '--yes', '--no-backup'], env);
    expect(out).toContain('the folder is NOT as it was: 1 (1 kB) then, 0 (0 kB) now.');
    expect(out).toContain('atelier files check');
  });

  test('a file of the backup that was changed is refused, before the database is touched', async () => {
    await store('one');
    const { name } = await db('backup', '--with-files');
    const copies = join(folder, 'backups', name, 'attached');
    const [shelf = ''] = await readdir(copies);
    const [key = ''] = await readdir(join(copies, shelf));
    await writeFile(join(copies, shelf, key), 'two');
    const refused = await db('restore', name, '--no-backup');
    expect(refused).toMatchObject({ code: 1, error: { code: 'ERR_BACKUP_CHANGED' } });
  });

  test('files of an S3 store are named, and not copied', async () => {
    const s3 = {
      ...{ FILES_S3_ENDPOINT: 'https://s3.example', FILES_S3_BUCKET: 'bucket' },
      ...{ FILES_S3_KEY: 'key', FILES_S3_SECRET: 'secret' },
    };
    const named = await runCli(['db', 'backup'], { ...env, ...s3 });
    expect(named.out).toContain('Files: in https://s3.example/bucket, NOT in the backup');
    const refused = await runCli(['db', 'backup', '--with-files'], { ...env, ...s3 });
    expect([refused.code, refused.errors]).toEqual([
      1,
      expect.stringContaining('ERR_BACKUP_FILES_ELSEWHERE'),
    ]);
  });
}
