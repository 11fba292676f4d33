import { open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { dataFolderFiles, isThere, writePrivate } from './data-folder.ts';

/** Three folders beside each other: `from` takes the place of `to`, which becomes `kept`. */
interface Swap {
  readonly from: string;
  readonly to: string;
  readonly kept: string;
}

/**
 * Replaces a cluster with another one; the old one is kept under a name of its own. Two folders cannot be
 * renamed in one step, so the intent is noted in the data folder first: if the process is killed halfway,
 * {@link finishSwap} completes the exchange.
 */
export async function swapCluster(dataFolder: string, swap: Swap): Promise<void> {
  await writePrivate(join(dataFolder, dataFolderFiles.swap), JSON.stringify(swap));
  await syncFolder(dataFolder);
  crashPoint('restore.noted');
  await rename(swap.to, swap.kept);
  await syncFolder(dirname(swap.to));
  crashPoint('restore.between-renames');
  await rename(swap.from, swap.to);
  await syncFolder(dirname(swap.to));
  crashPoint('restore.renamed');
  await rm(join(dataFolder, dataFolderFiles.swap));
}

/**
 * Finishes an exchange that a killed process began. One that it had only noted is dropped: the cluster is
 * still the old one, and complete.
 *
 * @returns the name of the kept folder when there was one to finish
 */
export async function finishSwap(dataFolder: string): Promise<string | undefined> {
  const note = join(dataFolder, dataFolderFiles.swap);
  const text = await readFile(note, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { from, to, kept } = JSON.parse(text) as Swap;
  const began = await isThere(kept);
  if (began && !(await isThere(to)) && (await isThere(from))) {
    await rename(from, to);
    await syncFolder(dirname(to));
  }
  await rm(note, { force: true });
  return began ? basename(kept) : undefined;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
