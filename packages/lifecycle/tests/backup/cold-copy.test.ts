import fs, { chmod, mkdtemp, open, readdir, rename, rm, stat, truncate } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@atelier/db/kernel/connection.ts';
import {
  type Backup,
  openBackupFolder,
  readBackup,
  writeManifest,
} from '@atelier/lifecycle/backup/backup-folder.ts';
import { takeColdBackup, verifyColdCopy } from '@atelier/lifecycle/backup/cold-copy.ts';
import { restoreColdCopy } from '@atelier/lifecycle/backup/restore-cold-copy.ts';
import {
  type EmbeddedPostgres,
  type EmbeddedStage,
  startEmbeddedPostgres,
} from '@atelier/lifecycle/embedded/server.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hardRows } from './hard-rows.ts';

// The tests go on from each other: making a cluster and copying it are what takes the time.
let home: string;
let server: EmbeddedPostgres;
let db: ReturnType<typeof connect>;
let backup: Backup;
const stages: EmbeddedStage[] = [];
const onStage = () => {};
const dir = () => join(home, 'backups');
const dataDir = () => join(home, 'data');

async function start(): Promise<void> {
  server = await startEmbeddedPostgres({
    dataDir: dataDir(),
    onProgress: (stage) => stages.push(stage),
  });
  db = connect({ connectionString: server.connectionString, poolSize: 3 });
}
async function stop(): Promise<void> {
  await db.destroy();
  await server.stop();
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'atelier-cold-'));
  await chmod(home, 0o755);
  await openBackupFolder(dir());
  await start();
  await db.raw(hardRows.replaceAll('?', '\\?'));
});
afterAll(async () => {
  await stop();
  await rm(home, { recursive: true });
});

test('the server pauses for the copy and is the same afterwards; nobody else can read the copy', async () => {
  const before = { tables: await tableFingerprints(db), port: server.port, pid: server.pid };
  backup = await takeColdBackup(server, db, { dir: dir(), reason: 'test', onStage });
  expect(await tableFingerprints(db)).toEqual(before.tables);
  expect(server.port).toBe(before.port);
  expect(server.pid).not.toBe(before.pid);
  expect(backup.manifest).toMatchObject({ kind: 'cold-copy', source: 'embedded', damage: null });
  expect(backup.manifest.tables).toEqual(before.tables);
  expect(backup.manifest.verifiedAt).not.toBeNull();

  const all = await readdir(backup.folder, { recursive: true });
  expect(all).toContain('cluster/pg_wal');
  expect(all).not.toContain('cluster/postmaster.pid');
  const modes = await Promise.all(
    ['.', ...all].map(async (path) => (await stat(join(backup.folder, path))).mode & 0o077),
  );
  expect(new Set(modes)).toEqual(new Set([0]));
  // The verification left nothing behind.
  expect((await readdir(dataDir())).filter((name) => name.includes('scratch'))).toEqual([]);
});

test('verifying reads each file once', async () => {
  const spies = [vi.spyOn(fs, 'open'), vi.spyOn(fs, 'readFile')];
  syncBuiltinESMExports();
  let read: string[] = [];
  try {
    await verifyColdCopy(backup, server.cluster, onStage);
    read = spies.flatMap(({ mock }) => mock.calls.map(([path]) => String(path)));
  } finally {
    for (const spy of spies) spy.mockRestore();
    syncBuiltinESMExports();
  }
  const ofBackup = read.filter((path) => path.startsWith(backup.folder)).toSorted();
  const files = backup.manifest.files.map(({ path }) => join(backup.folder, path));
  expect(ofBackup.length).toBe(files.length);
  expect(ofBackup).toEqual(files.toSorted());
});

test('work that fails in the pause does not leave the server stopped', async () => {
  const failing = server.pause(async () => {
    // Long enough for whoever looks after lost servers to look.
    await sleep(1_500);
    throw new Error('disk on fire');
  });
  await expect(failing).rejects.toThrow('disk on fire');
  expect((await db.raw('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  // It was stopped on purpose: nobody took it for lost.
  expect(stages.filter(({ kind }) => kind === 'server-lost')).toEqual([]);
});

describe('a bad copy is refused and says why:', () => {
  const control = 'cluster/global/pg_control';
  const verified = () => verifyColdCopy(backup, server.cluster, onStage);

  async function flipBit(path: string): Promise<void> {
    const file = await open(join(backup.folder, path), 'r+');
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, 100);
    await file.write(Buffer.from([byte.readUInt8(0) ^ 4]), 0, 1, 100);
    await file.close();
  }

  test('with a bit flipped', async () => {
    await flipBit(control);
    await expect(verified()).rejects.toMatchObject({
      code: 'ERR_BACKUP_CHANGED',
      params: { file: control },
    });
    await flipBit(control);
  });

  test('truncated, and without a file', async () => {
    const path = join(backup.folder, control);
    await rename(path, `${path}.aside`);
    await expect(verified()).rejects.toMatchObject({ code: 'ERR_BACKUP_FILE_MISSING' });
    await rename(`${path}.aside`, path);
    const { size } = await stat(path);
    await truncate(path, size + 1);
    await expect(verified()).rejects.toMatchObject({ code: 'ERR_BACKUP_TRUNCATED' });
    await truncate(path, size);
  });

  test.each([
    ['of a newer server', { serverVersion: 990000 }, 'ERR_BACKUP_NEWER_SERVER'],
    ['of an older server', { serverVersion: 150000 }, 'ERR_BACKUP_OTHER_SERVER'],
    ['of another machine', { platform: 'vax-vms' }, 'ERR_BACKUP_OTHER_SERVER'],
  ])('%s', async (_, change, code) => {
    await writeManifest(backup.folder, { ...backup.manifest, ...change });
    const changed = await readBackup(dir(), backup.name);
    await writeManifest(backup.folder, backup.manifest);
    await expect(verifyColdCopy(changed, server.cluster, onStage)).rejects.toMatchObject({ code });
  });

  test('whose rows are not those of the manifest', async () => {
    const tables = backup.manifest.tables.map((table) => ({ ...table, rows: table.rows + 1 }));
    const other = { ...backup, manifest: { ...backup.manifest, tables } };
    await expect(verifyColdCopy(other, server.cluster, onStage)).rejects.toMatchObject({
      code: 'ERR_BACKUP_DIFFERS',
      params: { tables: 2 },
    });
  });
});

test('a running server is not replaced', async () => {
  const restoring = restoreColdCopy(dataDir(), backup, { onStage, onProgress: () => {} });
  await expect(restoring).rejects.toMatchObject({ code: 'ERR_DATA_FOLDER_IN_USE' });
});

test('restored it is what it was; the old cluster is kept, and the password stays', async () => {
  await db.raw('DELETE FROM counters');
  const { connectionString } = server;
  await stop();
  const kept = await restoreColdCopy(dataDir(), backup, { onStage, onProgress: () => {} });
  expect(kept).toMatch(/^postgres_before_/);
  await start();
  expect(server.connectionString).toBe(connectionString);
  expect(await tableFingerprints(db)).toEqual(backup.manifest.tables);
  const names = await readdir(dataDir());
  expect(names).toContain(kept);
  expect(names.filter((name) => /scratch|swap/.test(name))).toEqual([]);
});

test('restored where there is nothing, it is there with a new password', async () => {
  await stop();
  await rm(dataDir(), { recursive: true });
  expect(await restoreColdCopy(dataDir(), backup, { onStage, onProgress: () => {} })).toBeNull();
  await start();
  expect(await tableFingerprints(db)).toEqual(backup.manifest.tables);
});
