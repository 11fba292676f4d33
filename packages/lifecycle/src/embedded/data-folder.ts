import { randomBytes } from 'node:crypto';
import {
  access,
  chmod,
  chown,
  constants,
  readFile,
  realpath,
  rename,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { isDenied, makeFolder } from '@atelier/db/kernel/make-folder.ts';
import { startupError } from '../errors/startup-errors.ts';
import { isRoot } from './platform.ts';

/** Everything that lies in a data folder, by name. */
export const dataFolderFiles = {
  /** The cluster, PostgreSQL's own data. */
  cluster: 'postgres',
  /** Where the cluster is instead, when it could not be here. */
  location: 'postgres-location',
  password: 'postgres-password',
  /** Of the role that the app works with. */
  appPassword: 'postgres-app-password',
  port: 'postgres-port',
  /** An exchange of clusters that is under way. */
  swap: 'postgres-swap',
  log: 'postgres.log',
  previousLog: 'postgres.previous.log',
} as const;

/**
 * Makes the data folder if it is missing, and returns its real path. For root, others are allowed to pass
 * through it (not to list it), because PostgreSQL runs as another user: each private file in it is
 * protected by its own mode.
 *
 * @throws ERR_DATA_FOLDER_DENIED
 */
export async function openDataFolder(dataDir: string): Promise<string> {
  return orDenied(dataDir, async () => {
    await makeFolder(dataDir, 0o700);
    const folder = await realpath(dataDir);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const { mode, uid } = await stat(folder);
    if (isRoot() && uid === 0) await chmod(folder, (mode & 0o777) | 0o011);
    return folder;
  });
}

/** The database password: random, made once, readable by its owner alone. */
export async function readOrMakePassword(folder: string, clusterExists: boolean): Promise<string> {
  const path = join(folder, dataFolderFiles.password);
  const known = await readIfThere(path);
  if (known !== undefined) return known;
  if (clusterExists) throw startupError('ERR_DATA_FOLDER_INCOMPLETE', { missing: path });
  const password = randomBytes(24).toString('base64url');
  await writePrivate(path, password);
  return password;
}

/** The password of the app's role: another one where it is missing, for the role gets it at each start. */
export async function readOrMakeAppPassword(folder: string): Promise<string> {
  const path = join(folder, dataFolderFiles.appPassword);
  const known = await readIfThere(path);
  if (known !== undefined) return known;
  const password = randomBytes(24).toString('base64url');
  await writePrivate(path, password);
  return password;
}

/** The port of the last start. */
export async function readPort(folder: string): Promise<number | undefined> {
  const port = Number(await readIfThere(join(folder, dataFolderFiles.port)));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

export async function rememberPort(folder: string, port: number): Promise<void> {
  await writePrivate(join(folder, dataFolderFiles.port), String(port));
}

/** The trimmed first line of a small file; undefined when there is no such file or it is empty. */
export async function readIfThere(path: string): Promise<string | undefined> {
  return orDenied(path, async () => {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n', 1)[0]?.trim() || undefined;
  });
}

/** Writes a file of ours with mode 0600, whole or not at all, for the owner of the folder. */
export async function writePrivate(path: string, text: string): Promise<void> {
  await orDenied(path, async () => {
    const draft = `${path}.draft`;
    await writeFile(draft, `${text}\n`, { mode: 0o600 });
    await chmod(draft, 0o600);
    if (isRoot()) {
      // Root may start what a user keeps; the user must be able to start it again.
      const owner = await stat(join(path, '..'));
      await chown(draft, owner.uid, owner.gid);
    }
    await rename(draft, path);
  });
}

export async function isThere(path: string): Promise<boolean> {
  return orDenied(path, () =>
    stat(path).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    ),
  );
}

async function orDenied<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isDenied(error)) throw error;
    throw startupError('ERR_DATA_FOLDER_DENIED', { path, reason: error.code });
  }
}
