import { writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import type { Knex } from 'knex';
import type { Cluster } from '../embedded/cluster.ts';
import type { EmbeddedPostgres } from '../embedded/server.ts';
import { tableFingerprints } from '../scratch/fingerprints.ts';
import { type AttachedOptions, createAttachedCopy } from './attached-files.ts';
import { type Backup, withDraft, writeManifest } from './backup-folder.ts';
import { checkSizes, digest } from './checksums.ts';
import { coldCopyFolder, passwordFile } from './cold-copy-files.ts';
import { compareWithManifest } from './compare.ts';
import { copyTree, readTree, syncTree } from './copy-tree.ts';
import { databaseFacts } from './database-facts.ts';
import { backupError } from './rules/backup-errors.ts';
import { type BackupManifest, majorOf, manifestFormat, requireNoNewer } from './rules/manifest.ts';
import { backupName } from './rules/names.ts';
import { withScratchServer } from './scratch-server.ts';
import type { OnStage } from './stage.ts';

/** What a manifest of a cold copy says of its database. */
export const embeddedSource = 'embedded';

export interface ColdBackupOptions {
  readonly dir: string;
  readonly reason: string;
  /** Files beside the database; left out, the backup says nothing of them. */
  readonly attached?: AttachedOptions;
  readonly onStage: OnStage;
}

/**
 * Backs up the embedded server: stops it, copies its folder with a SHA-256 of each file, and starts it
 * again. The copy is verified by a second server on a copy of the copy, whose tables must equal those of
 * the first. Connections to the server are lost meanwhile. A failure leaves nothing behind.
 *
 * @param db a connection to the app's database on that server
 */
export async function takeColdBackup(
  embedded: EmbeddedPostgres,
  db: Knex,
  { dir, reason, attached, onStage }: ColdBackupOptions,
): Promise<Backup> {
  const createdAt = new Date();
  return withDraft(dir, backupName(createdAt, reason), async (draft) => {
    const copy = createAttachedCopy(attached, draft, onStage);
    const facts = await databaseFacts(db);
    const tables = await tableFingerprints(db, {
      onTable: (table, done, all) => onStage({ kind: 'hashing', of: 'database', table, done, all }),
    });
    const password = decodeURIComponent(new URL(embedded.connectionString).password);
    await writeFile(join(draft, passwordFile), password, { mode: 0o600 });
    onStage({ kind: 'pausing' });
    const { files, folders } = await embedded.pause(() =>
      copyCluster(embedded.cluster, draft, onStage),
    );
    await syncTree(draft, { files, folders });
    const copied = await copy.finish();
    crashPoint('backup.written');
    files.push({ path: passwordFile, size: password.length, sha256: digest(password) });
    files.push(...copied.files);
    const manifest: BackupManifest = {
      format: manifestFormat,
      kind: 'cold-copy',
      createdAt: createdAt.toISOString(),
      reason,
      source: embeddedSource,
      ...facts,
      platform: thisPlatform,
      size: files.reduce((sum, { size }) => sum + size, 0),
      files,
      folders,
      tables: [...tables],
      attached: copied.attached,
      verifiedAt: null,
      damage: null,
    };
    await verifyColdCopy({ folder: draft, manifest }, embedded.cluster, onStage);
    const verified = { ...manifest, verifiedAt: new Date().toISOString() };
    await writeManifest(draft, verified);
    crashPoint('backup.verified');
    return verified;
  });
}

/** Verifies a cold copy: its version, its checksums, and its content as a server of `real` serves it. */
export async function verifyColdCopy(
  backup: Pick<Backup, 'folder' | 'manifest'>,
  real: Cluster,
  onStage: OnStage,
): Promise<void> {
  await checkColdCopy(backup, real);
  await withScratchServer(real, backup, onStage, ({ db }) =>
    compareWithManifest(db, backup.manifest, onStage),
  );
}

/** What can be told of a cold copy without reading it: version, platform, and the files' lengths. */
export async function checkColdCopy(
  { folder, manifest }: Pick<Backup, 'folder' | 'manifest'>,
  real: Cluster,
): Promise<void> {
  const major = Number(real.binaries.version.split('.')[0]);
  requireNoNewer(manifest, major * 10_000);
  const madeBy = `PostgreSQL ${majorOf(manifest.serverVersion)} on ${manifest.platform}`;
  const here = `PostgreSQL ${major} on ${thisPlatform}`;
  if (madeBy !== here) throw backupError('ERR_BACKUP_OTHER_SERVER', { madeBy, here });
  await checkSizes(folder, manifest.files);
}

/** A cluster's files are laid out as the processor likes them. */
const thisPlatform = `${platform()}-${arch()}`;

async function copyCluster(cluster: Cluster, draft: string, onStage: OnStage) {
  const tree = await readTree(cluster.folder);
  const all = tree.files.reduce((sum, { size }) => sum + size, 0);
  const copied = await copyTree(cluster.folder, join(draft, coldCopyFolder), tree, {
    onBytes: (bytes) => onStage({ kind: 'copying', bytes, all }),
  });
  return {
    files: copied.map((file) => ({ ...file, path: `${coldCopyFolder}/${file.path}` })),
    folders: tree.folders.map((path) => `${coldCopyFolder}/${path}`),
  };
}
