import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { serverAccount } from './account.ts';
import { type Binaries, installedBinaries } from './binaries.ts';
import { type Cluster, scratchPrefix } from './cluster.ts';
import { dataFolderFiles, openDataFolder } from './data-folder.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { reachableBinaries, reachableCluster, rememberedCluster } from './location.ts';
import { stopPostmaster } from './postmaster.ts';
import { runningPostmaster } from './postmaster-file.ts';
import type { EmbeddedStage } from './stage.ts';
import { finishSwap } from './swap-cluster.ts';

/** A cluster that nobody else serves, and that is ours until the lock is released. */
export interface OpenCluster {
  readonly cluster: Cluster;
  /** The data folder's real path. */
  readonly folder: string;
  readonly lock: FolderLock;
}

/**
 * Locks the data folder and finds its cluster, in a place that the server's user can reach. Whatever a
 * killed process left is cleaned up: a server that outlived it is stopped, an exchange of clusters is
 * finished, scratch copies are removed.
 *
 * @throws ERR_DATA_FOLDER_IN_USE, ERR_DATA_FOLDER_DENIED, ERR_DATA_FOLDER_INCOMPLETE,
 * ERR_EMBEDDED_POSTGRES_MISSING, ERR_UNPRIVILEGED_USER_MISSING
 */
export async function openCluster(
  dataDir: string,
  relocationRoot: string,
  onProgress: (stage: EmbeddedStage) => void,
): Promise<OpenCluster> {
  // First of all: where there is none, such as in a container, nothing is to be made for it.
  const installed = await installedBinaries();
  const folder = await openDataFolder(dataDir);
  const lock = await lockFolder(folder);
  try {
    // Whose cluster it is can only be seen when it is there.
    await finishSwap(folder);
    const cluster = await reachable(installed, folder, relocationRoot, onProgress);
    await stopStale(cluster, onProgress);
    await removeScratchCopies(cluster, onProgress);
    return { cluster, folder, lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function reachable(
  installed: Binaries,
  folder: string,
  relocationRoot: string,
  onProgress: (stage: EmbeddedStage) => void,
): Promise<Cluster> {
  const account = await serverAccount(await rememberedCluster(folder), folder, onProgress);
  const binaries = await reachableBinaries(installed, account, relocationRoot, onProgress);
  return {
    account,
    binaries,
    folder: await reachableCluster(folder, account, relocationRoot, onProgress),
    log: join(folder, dataFolderFiles.log),
  };
}

async function stopStale(
  cluster: Cluster,
  onProgress: (stage: EmbeddedStage) => void,
): Promise<void> {
  const stale = await runningPostmaster(cluster.folder);
  if (stale === undefined) return;
  onProgress({ kind: 'stopping-stale-server', pid: stale.pid });
  await stopPostmaster(cluster, stale.pid);
}

/** The lock is ours, so whoever made them is dead. */
async function removeScratchCopies(
  cluster: Cluster,
  onProgress: (stage: EmbeddedStage) => void,
): Promise<void> {
  const place = dirname(cluster.folder);
  const names = await readdir(place).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(scratchPrefix))) {
    const home = join(place, name);
    await stopStale({ ...cluster, folder: join(home, 'data') }, onProgress);
    await rm(home, { recursive: true, force: true });
  }
}
