import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeBackup } from '@atelier/testkit/stored-backup.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lifecycleOn } from './lifecycle-caller.ts';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'atelier-backups-'));
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

test('status: what is applied and how it came about', async () => {
  const status = await lifecycleOn(database.db).status();
  expect(status).toMatchObject({ pending: [], mismatches: [], interrupted: null, runner: null });
  expect(status.revision).toBe(status.applied.at(-1)?.name);
  expect(status.applied[0]).toMatchObject({
    origin: 'run',
    checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(status.attempts[0]).toMatchObject({ direction: 'up', outcome: 'done', error: null });
});

test('what waits: nothing in a database that is up to date, and the newest backup that is not damaged', async () => {
  const backupDir = await mkdtemp(join(tmpdir(), 'atelier-waiting-'));
  const lifecycle = lifecycleOn(database.db, { backupDir });
  const nothing = { pending: 0, isBlocked: false, isMigrating: false };
  expect(await lifecycle.waiting()).toEqual({ ...nothing, drift: null, lastBackup: null });
  const good = await storeBackup(backupDir, '20261121T040506Z-before-up');
  await storeBackup(backupDir, '20261122T040506Z-manual', {
    createdAt: '2026-11-22T04:05:06.000Z',
    damage: 'ERR_BACKUP_TRUNCATED',
  });
  await lifecycle.checkDrift();
  const waiting = await lifecycle.waiting();
  expect(waiting).toEqual({ ...nothing, drift: 0, lastBackup: good.createdAt });
  await rm(backupDir, { recursive: true });
});

test('status: an edited file, a killed runner', async () => {
  const { db } = database;
  const [first] = await db('lifecycle.schema_migrations').select('name').orderBy('name');
  await db('lifecycle.schema_migrations')
    .where(first)
    .update({ checksum: 'f'.repeat(64) });
  await db('lifecycle.migration_attempts').insert({
    ...first,
    direction: 'down',
    checksum: 'f'.repeat(64),
    transactional: true,
    runner: 'studio:42',
  });
  const status = await lifecycleOn(db).status();
  expect(status.mismatches).toEqual([{ kind: 'edited', ...first }]);
  expect(status.nextStep).toEqual({
    code: 'ERR_MIGRATION_EDITED',
    params: first,
    commands: [`git log -p -- packages/db/migrations/${first.name}.js`],
  });
  expect(status.interrupted).toMatchObject({ ...first, runner: 'studio:42', outcome: null });
  expect(await lifecycleOn(db).waiting()).toMatchObject({ isBlocked: true });
});

test('backups: the newest first, those of another server and damaged ones told apart', async () => {
  const lifecycle = lifecycleOn(database.db, { backupDir: folder });
  expect(await lifecycle.backups()).toEqual({ folder, backups: [], damaged: [] });
  const older = '20261121T040506Z-before-up';
  const newer = '20261122T040506Z-manual';
  const broken = '20261123T040506Z-broken';
  const manifest = await storeBackup(folder, older);
  await storeBackup(folder, newer, {
    kind: 'dump',
    createdAt: '2026-11-22T04:05:06.000Z',
    verifiedAt: null,
    damage: 'ERR_BACKUP_TRUNCATED',
  });
  await mkdir(join(folder, broken));
  await writeFile(join(folder, broken, 'manifest.json'), '{}');
  const { backups, damaged } = await lifecycle.backups();
  expect(backups).toEqual([
    expect.objectContaining({ name: newer, fits: false, damage: 'ERR_BACKUP_TRUNCATED' }),
    {
      name: older,
      createdAt: manifest.createdAt,
      reason: 'before-up',
      size: manifest.size,
      revision: manifest.revision,
      tables: 2,
      rows: 18,
      verifiedAt: manifest.verifiedAt,
      damage: null,
      kind: 'cold-copy',
      fits: true,
    },
  ]);
  expect(damaged).toEqual([{ name: broken, problem: 'ERR_BACKUP_MANIFEST_DAMAGED' }]);
});

test('the command line is told as it is typed here', async () => {
  expect(await lifecycleOn(database.db, { program: 'atelier' }).commandLine()).toEqual({
    program: 'atelier',
    embedded: true,
  });
});
