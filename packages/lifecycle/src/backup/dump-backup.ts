import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import type { Knex } from 'knex';
import { withScratchDatabase } from '../scratch/scratch-database.ts';
import { connectionStringOf } from '../server/database-address.ts';
import { type AttachedOptions, createAttachedCopy } from './attached-files.ts';
import { type Backup, withDraft, writeManifest } from './backup-folder.ts';
import { checkFiles, fileDigest } from './checksums.ts';
import type { ClientTools } from './client-tools.ts';
import { compareWithManifest } from './compare.ts';
import { databaseFacts } from './database-facts.ts';
import { dumpDatabase, dumpFile, dumpStructure } from './dump.ts';
import { restoreDump } from './dump-restore.ts';
import { tablesNeedPrivileged } from './privileged-needs.ts';
import { type BackupManifest, manifestFormat, requireNoNewer } from './rules/manifest.ts';
import { backupName } from './rules/names.ts';
import type { OnStage } from './stage.ts';

export interface DumpBackupOptions {
  /** The folder of all backups, which {@link openBackupFolder} opened. */
  readonly dir: string;
  /** Why it is made: `before up`. */
  readonly reason: string;
  readonly tools: ClientTools;
  /** Files beside the database; left out, the backup says nothing of them. */
  readonly attached?: AttachedOptions;
  readonly onStage: OnStage;
}

/**
 * Backs up a database of any server with pg_dump, and verifies the dump by restoring it into a scratch
 * database and comparing every table. A failure leaves nothing behind.
 *
 * @throws ERR_BACKUP_FAILED, ERR_BACKUP_DISK_FULL, ERR_BACKUP_DIFFERS, ERR_SCRATCH_DENIED; before
 * the dump ERR_BACKUP_BEYOND_ROLE …
 */
export async function takeDumpBackup(db: Knex, options: DumpBackupOptions): Promise<Backup> {
  const { dir, reason, tools, attached, onStage } = options;
  const createdAt = new Date();
  return withDraft(dir, backupName(createdAt, reason), async (draft) => {
    const files = createAttachedCopy(attached, draft, onStage);
    const facts = await databaseFacts(db);
    if (await tablesNeedPrivileged(db)) await tryStructure(db, tools, draft, onStage);
    await files.pass();
    const tables = await dumpDatabase(db, tools, draft, onStage);
    const copied = await files.finish();
    crashPoint('backup.written');
    const { size } = await stat(join(draft, dumpFile));
    const manifest: BackupManifest = {
      format: manifestFormat,
      kind: 'dump',
      createdAt: createdAt.toISOString(),
      reason,
      source: sourceOf(connectionStringOf(db)),
      ...facts,
      platform: null,
      size: copied.files.reduce((sum, file) => sum + file.size, size),
      files: [
        { path: dumpFile, size, sha256: await fileDigest(join(draft, dumpFile)) },
        ...copied.files,
      ],
      folders: [],
      tables: [...tables],
      attached: copied.attached,
      verifiedAt: null,
      damage: null,
    };
    await verifyDump({ folder: draft, manifest }, db, tools, onStage);
    const verified = { ...manifest, verifiedAt: new Date().toISOString() };
    await writeManifest(draft, verified);
    crashPoint('backup.verified');
    return verified;
  });
}

/**
 * Restores only the structure into a scratch database, which takes very little time compared with the rows.
 *
 * @throws ERR_BACKUP_BEYOND_ROLE, ERR_RESTORE_FAILED
 */
async function tryStructure(
  db: Knex,
  tools: ClientTools,
  draft: string,
  onStage: OnStage,
): Promise<void> {
  onStage({ kind: 'trying-structure' });
  const folder = join(draft, 'structure');
  await mkdir(folder, { mode: 0o700 });
  await dumpStructure(db, tools, folder);
  const structure = { folder, manifest: { tables: [] } };
  await withScratchDatabase(db, 'structure', ({ connectionString }) =>
    // What is left out is told of when the whole is restored.
    restoreDump(structure, connectionString, tools, 'trial', () => {}),
  );
  await rm(folder, { recursive: true });
}

/**
 * Verifies a dump: its checksum, its server's version, and its content restored into a scratch
 * database on the server of `db`.
 */
export async function verifyDump(
  backup: Pick<Backup, 'folder' | 'manifest'>,
  db: Knex,
  tools: ClientTools,
  onStage: OnStage,
): Promise<void> {
  await checkDump(backup, db, onStage);
  await withScratchDatabase(db, 'backup', async (scratch) => {
    await restoreDump(backup, scratch.connectionString, tools, 'trial', onStage);
    await compareWithManifest(scratch.db, backup.manifest, onStage);
  });
}

/** What can be told of a dump without restoring it: its checksum, and its server's version. */
export async function checkDump(
  { folder, manifest }: Pick<Backup, 'folder' | 'manifest'>,
  db: Knex,
  onStage: OnStage,
): Promise<void> {
  requireNoNewer(manifest, (await databaseFacts(db)).serverVersion);
  await checkFiles(folder, manifest, onStage);
}

/** Which database an address means, without its role and password. */
export function sourceOf(connectionString: string): string {
  const { hostname, port, pathname } = new URL(connectionString);
  return `${hostname || 'localhost'}:${port || '5432'}${pathname}`;
}
