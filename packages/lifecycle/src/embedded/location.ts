import { createHash, randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startupError } from '../errors/startup-errors.ts';
import { type Binaries, binariesIn } from './binaries.ts';
import { clusterExists } from './cluster.ts';
import { dataFolderFiles, isThere, readIfThere, writePrivate } from './data-folder.ts';
import { type Account, runProgram } from './run-program.ts';
import type { EmbeddedStage } from './stage.ts';

/** Where programs and data go when the server's user cannot reach them; only ever used as root. */
export const defaultRelocationRoot = '/var/lib/atelier';

type Progress = (stage: EmbeddedStage) => void;

/** Where the cluster lies or will lie: in the data folder, or where an earlier start put it. */
export async function rememberedCluster(dataFolder: string): Promise<string> {
  const home = await readIfThere(join(dataFolder, dataFolderFiles.location));
  if (home !== undefined && !(await isThere(home))) {
    throw startupError('ERR_DATA_FOLDER_INCOMPLETE', { missing: home });
  }
  return join(home ?? dataFolder, dataFolderFiles.cluster);
}

/**
 * Moves the cluster, or the place for it, to where the server's user can reach it, and notes that in the
 * data folder; returns where it is now. All later starts follow the note.
 */
export async function reachableCluster(
  dataFolder: string,
  account: Account | undefined,
  relocationRoot: string,
  onProgress: Progress,
): Promise<string> {
  const here = join(dataFolder, dataFolderFiles.cluster);
  let cluster = await rememberedCluster(dataFolder);
  if (cluster === here && account !== undefined && !(await canEnter(account, dataFolder))) {
    const home = await makeHome(dataFolder, account, relocationRoot);
    await writePrivate(join(dataFolder, dataFolderFiles.location), home);
    onProgress({ kind: 'relocated', what: 'data', folder: home });
    cluster = join(home, dataFolderFiles.cluster);
  }
  // The note is older than the move, so that a start that was killed between them is finished here.
  if (cluster !== here && (await isThere(here)) && !(await isThere(cluster))) {
    await move(here, cluster);
  }
  return cluster;
}

/** The programs, or a copy of them, where the server's user can run them. */
export async function reachableBinaries(
  installed: Binaries,
  account: Account | undefined,
  relocationRoot: string,
  onProgress: Progress,
): Promise<Binaries> {
  const inPlace = await runProgram(installed.postgres, ['--version'], account);
  if (inPlace.ok) return installed;
  if (account === undefined) throw cannotRun(inPlace.output);
  // Owned by root and shared by all data folders: the server's user has no business changing them.
  const folder = join(relocationRoot, `postgresql-${installed.version}`);
  if (!(await isThere(folder))) {
    await makeRoot(relocationRoot);
    // Readable by everybody, whatever the umask of the install was.
    await copyTree(installed.folder, folder, 'a+rX');
    onProgress({ kind: 'relocated', what: 'programs', folder });
  }
  const copied = binariesIn(folder, installed.version);
  const { ok, output } = await runProgram(copied.postgres, ['--version'], account);
  if (!ok) throw cannotRun(output);
  return copied;
}

function cannotRun(reason: string) {
  return startupError('ERR_EMBEDDED_POSTGRES_MISSING', { reason: reason.slice(0, 300) });
}

/** Whether the folder and all above it are open to the account: asked of the system, not computed. */
async function canEnter(account: Account, folder: string): Promise<boolean> {
  return (await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account)).ok;
}

/** A folder for one data folder's cluster; never an old one again, whose password is lost. */
async function makeHome(dataFolder: string, account: Account, root: string): Promise<string> {
  await makeRoot(root);
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 8);
  const home = await mkdtemp(join(root, `${hash}-`));
  await chown(home, account.uid, account.gid);
  if (!(await canEnter(account, home))) {
    throw startupError('ERR_DATA_FOLDER_DENIED', { path: home, reason: 'EACCES' });
  }
  return home;
}

async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EXDEV') throw error;
    await copyTree(from, to);
    await rm(from, { recursive: true });
  });
}

/** Whole or not at all: what has the final name is complete. `modes` as chmod takes them. */
async function copyTree(from: string, to: string, modes?: string): Promise<void> {
  const draft = `${to}.${randomUUID()}`;
  try {
    await runOrDenied(to, 'cp', '-a', from, draft);
    if (modes !== undefined) await runOrDenied(to, 'chmod', '-R', modes, draft);
    await rename(draft, to).catch(async (error) => {
      // Another start made the same copy at the same time.
      if (!(await isThere(to))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function runOrDenied(path: string, program: string, ...args: string[]): Promise<void> {
  const { ok, output } = await runProgram(program, args);
  if (!ok) throw startupError('ERR_DATA_FOLDER_DENIED', { path, reason: output.slice(0, 300) });
}

/** Whatever the umask is, everybody may pass through. */
async function makeRoot(root: string): Promise<void> {
  if ((await mkdir(root, { recursive: true })) !== undefined) await chmod(root, 0o755);
}

/**
 * Whether a data folder holds a database, or is in the middle of getting another one. Makes nothing.
 *
 * @throws ERR_DATA_FOLDER_DENIED, ERR_DATA_FOLDER_INCOMPLETE
 */
export async function hasCluster(dataDir: string): Promise<boolean> {
  return (
    (await clusterExists(await rememberedCluster(dataDir))) ||
    isThere(join(dataDir, dataFolderFiles.swap))
  );
}
