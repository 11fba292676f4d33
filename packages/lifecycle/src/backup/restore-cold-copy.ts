import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { quoteLiteral } from '../catalog/quote.ts';
import { clusterExists, databaseName } from '../embedded/cluster.ts';
import { readOrMakePassword } from '../embedded/data-folder.ts';
import { defaultRelocationRoot } from '../embedded/location.ts';
import { openCluster } from '../embedded/open-cluster.ts';
import type { EmbeddedStage } from '../embedded/stage.ts';
import { swapCluster } from '../embedded/swap-cluster.ts';
import type { Backup } from './backup-folder.ts';
import { checkColdCopy } from './cold-copy.ts';
import { compareWithManifest } from './compare.ts';
import { readTree, syncTree } from './copy-tree.ts';
import { backupError } from './rules/backup-errors.ts';
import { keptName } from './rules/names.ts';
import { type ScratchServer, withScratchServer } from './scratch-server.ts';
import type { OnStage } from './stage.ts';

export interface ColdRestoreOptions {
  readonly onStage: OnStage;
  readonly onProgress: (stage: EmbeddedStage) => void;
  readonly relocationRoot?: string;
}

/**
 * Restores a cold copy in the place of the data folder's cluster, whose server must be stopped and may be
 * broken. The copy is checked, copied, started once and every table compared; only then are the two
 * exchanged by renaming. The password of the data folder stays.
 *
 * @returns the name of the folder, beside the new one, that keeps the old cluster; null if there was none
 * @throws ERR_BACKUP_…, ERR_DATA_FOLDER_IN_USE; then the cluster is unchanged
 */
export async function restoreColdCopy(
  dataDir: string,
  backup: Backup,
  { onStage, onProgress, relocationRoot = defaultRelocationRoot }: ColdRestoreOptions,
): Promise<string | null> {
  if (backup.manifest.kind !== 'cold-copy') {
    throw backupError('ERR_BACKUP_OTHER_SERVER', { madeBy: backup.manifest.source });
  }
  const { cluster, folder, lock } = await openCluster(dataDir, relocationRoot, onProgress);
  try {
    await checkColdCopy(backup, cluster);
    const exists = await clusterExists(cluster.folder);
    const password = await readOrMakePassword(folder, false);
    return await withScratchServer(cluster, backup, onStage, async (scratch) => {
      await compareWithManifest(scratch.db, backup.manifest, onStage);
      await setPassword(scratch, password);
      await scratch.stop();
      await syncTree(scratch.folder, await readTree(scratch.folder));
      crashPoint('restore.restored');
      onStage({ kind: 'exchanging' });
      if (!exists) {
        await rename(scratch.folder, cluster.folder);
        return null;
      }
      const kept = join(dirname(cluster.folder), keptName(basename(cluster.folder), new Date()));
      await swapCluster(folder, { from: scratch.folder, to: cluster.folder, kept });
      return basename(kept);
    });
  } finally {
    await lock.release();
  }
}

/** The copy has the password of its time; the data folder has today's. */
async function setPassword({ db }: ScratchServer, password: string): Promise<void> {
  await db.raw(`ALTER ROLE ${databaseName} PASSWORD ${quoteLiteral(password)}`);
}
