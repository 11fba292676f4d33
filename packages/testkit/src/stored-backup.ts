import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeManifest } from '@atelier/lifecycle/backup/backup-folder.ts';
import type { BackupManifest } from '@atelier/lifecycle/backup/rules/manifest.ts';

/** A backup as a folder lists it: its manifest alone, for there is nothing in it to restore. */
export async function storeBackup(
  dir: string,
  name: string,
  parts: Partial<BackupManifest> = {},
): Promise<BackupManifest> {
  const manifest: BackupManifest = {
    format: 1,
    kind: 'cold-copy',
    createdAt: '2026-11-21T04:05:06.000Z',
    reason: 'before-up',
    source: 'embedded',
    database: 'atelier',
    serverVersion: 180_000,
    platform: 'linux-x64',
    revision: '20261121030100_miniatures_create_tables',
    size: 67_600_000,
    files: [],
    folders: [],
    tables: [
      { schema: 'miniatures', table: 'miniature_types', rows: 3, hash: '' },
      { schema: 'miniatures', table: 'stage_counts', rows: 15, hash: '' },
    ],
    verifiedAt: '2026-11-21T04:06:00.000Z',
    damage: null,
    ...parts,
  };
  await mkdir(join(dir, name), { recursive: true });
  await writeManifest(join(dir, name), manifest);
  return manifest;
}
