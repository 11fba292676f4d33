import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startupError } from '../errors/startup-errors.ts';
import type { Binaries } from './binaries.ts';
import { isThere } from './data-folder.ts';
import { type Account, runProgram } from './run-program.ts';

/** A database cluster in PostgreSQL's sense: one folder of data that one server serves. */
export interface Cluster {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  /** The log of the running server; it holds no statements and no data. */
  readonly log: string;
}

/** The superuser of the cluster and the database of the app have the same name. */
export const databaseName = 'atelier';

/** The role that the app works with: it owns nothing. */
export const appRole = 'atelier_app';

/** Begins the names of folders beside the cluster that hold a copy of one for a while. */
export const scratchPrefix = 'postgres.scratch-';

/** @throws ERR_DATA_FOLDER_DENIED where the cluster belongs to another user */
export function clusterExists(folder: string): Promise<boolean> {
  return isThere(join(folder, 'PG_VERSION'));
}

/**
 * Runs initdb beside the final folder and moves the result there, so that a cluster that exists is
 * complete. It uses UTF-8 with the built-in C.UTF-8 locale, which is the same on every system and whose
 * order never changes under an index; the ICU collations that lists are sorted by are available as well.
 *
 * @throws ERR_EMBEDDED_POSTGRES_FAILED
 */
export async function createCluster(cluster: Cluster, password: string): Promise<void> {
  const draft = `${cluster.folder}.draft`;
  const passwordFile = `${cluster.folder}.draft-password`;
  await rm(draft, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { flag: 'wx', mode: 0o600 });
    if (cluster.account !== undefined) {
      await chown(draft, cluster.account.uid, cluster.account.gid);
      await chown(passwordFile, cluster.account.uid, cluster.account.gid);
    }
    const { ok, output } = await runProgram(
      cluster.binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${databaseName}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      cluster.account,
    );
    if (!ok) {
      throw startupError('ERR_EMBEDDED_POSTGRES_FAILED', {
        step: 'initdb',
        reason: output.slice(-300),
      });
    }
    await rename(draft, cluster.folder);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}
