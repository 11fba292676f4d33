import { randomBytes } from 'node:crypto';
import { chown, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import type { Knex } from 'knex';
import { type Cluster, databaseName, scratchPrefix } from '../embedded/cluster.ts';
import { urlOf } from '../embedded/connection-url.ts';
import { freePort } from '../embedded/port.ts';
import { PortTakenError, startPostmaster, stopPostmaster } from '../embedded/postmaster.ts';
import { cleanUp } from '../server/clean-up.ts';
import type { Backup } from './backup-folder.ts';
import { requireSame } from './checksums.ts';
import { coldCopyFolder, readPasswordOf } from './cold-copy-files.ts';
import { copyTree } from './copy-tree.ts';
import type { OnStage } from './stage.ts';

/** A server that runs on a copy of a cold copy. */
export interface ScratchServer {
  readonly db: Knex;
  readonly connectionString: string;
  /** The copy, beside the real cluster: a rename away from its place. */
  readonly folder: string;
  /** Stops the server in order; its folder stays until the work is done. */
  stop(): Promise<void>;
}

/**
 * Runs `work` beside a second embedded server, on a copy of the cold copy and a port of its own, as the
 * same user as the real one; server and copy are removed afterwards. Copying reads each file of the backup
 * once, and checks it against the manifest.
 *
 * @param real the cluster whose programs, user and location are used
 * @throws ERR_BACKUP_CHANGED, ERR_EMBEDDED_POSTGRES_FAILED
 */
export async function withScratchServer<Result>(
  real: Cluster,
  backup: Pick<Backup, 'folder' | 'manifest'>,
  onStage: OnStage,
  work: (scratch: ScratchServer) => Promise<Result>,
): Promise<Result> {
  const { manifest } = backup;
  const home = join(dirname(real.folder), scratchPrefix + randomBytes(4).toString('hex'));
  const cluster = { ...real, folder: join(home, 'data'), log: join(home, 'postgres.log') };
  try {
    await mkdir(home, { mode: 0o700 });
    if (real.account !== undefined) await chown(home, real.account.uid, real.account.gid);
    const password = await readPasswordOf(backup);
    const prefix = `${coldCopyFolder}/`;
    const inCluster = (path: string) => path.slice(prefix.length);
    const files = manifest.files.filter(({ path }) => path.startsWith(prefix));
    const copied = await copyTree(
      join(backup.folder, coldCopyFolder),
      cluster.folder,
      {
        files: files.map(({ path, size }) => ({ path: inCluster(path), size })),
        folders: manifest.folders.map(inCluster),
      },
      {
        owner: real.account,
        onBytes: (bytes) => onStage({ kind: 'checking', bytes, all: manifest.size }),
      },
    );
    for (const [index, file] of files.entries()) requireSame(file, copied[index]?.sha256);
    onStage({ kind: 'starting-copy' });
    return await withServer(cluster, password, work);
  } finally {
    await cleanUp(`folder ${home}`, () => rm(home, { recursive: true, force: true }));
  }
}

async function withServer<Result>(
  cluster: Cluster,
  password: string,
  work: (scratch: ScratchServer) => Promise<Result>,
): Promise<Result> {
  const { port, pid } = await startAnywhere(cluster);
  const connectionString = urlOf(port, password, databaseName);
  const db = connect({ connectionString, poolSize: 4, applicationName: 'atelier-scratch' });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= db.destroy().then(() => stopPostmaster(cluster, pid));
    return stopped;
  };
  try {
    return await work({ db, connectionString, folder: cluster.folder, stop });
  } finally {
    await cleanUp(`PostgreSQL on ${cluster.folder}`, stop);
  }
}

async function startAnywhere(cluster: Cluster): Promise<{ port: number; pid: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(undefined);
    try {
      return { port, pid: await startPostmaster(cluster, port) };
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt === 5) throw error;
    }
  }
}
