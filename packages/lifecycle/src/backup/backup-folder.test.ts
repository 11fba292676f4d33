import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listBackups, removeExpired } from './backup-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-backups-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('what people and their systems put beside backups is passed over, or named with a code', async () => {
  for (const name of ['.DS_Store', '._20261121T040000Z-manual', 'found-tracks.sql', 'Thumbs.db']) {
    await writeFile(join(folder, name), 'x');
  }
  await mkdir(join(folder, 'lost+found'));
  // A copy in a file manager, an archive, and a folder that lost its content.
  await mkdir(join(folder, '20261121T040000Z-manual (1)'));
  await writeFile(join(folder, '20261121T040000Z-manual.zip'), 'x');
  await mkdir(join(folder, '20261121T050000Z-before-up'));
  const { backups, damaged } = await listBackups(folder);
  expect(backups).toEqual([]);
  expect(damaged.map(({ name, problem }) => `${name}: ${problem}`).toSorted()).toEqual([
    '20261121T040000Z-manual (1): ERR_BACKUP_UNKNOWN',
    '20261121T040000Z-manual.zip: ERR_BACKUP_UNKNOWN',
    '20261121T050000Z-before-up: ERR_BACKUP_MANIFEST_DAMAGED',
  ]);
  expect(await removeExpired(folder, 'embedded', 1)).toEqual([]);
});
