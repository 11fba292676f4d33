import { Client } from 'pg';
import { appRole, type Cluster, clusterExists, createCluster, databaseName } from './cluster.ts';
import { urlOf } from './connection-url.ts';
import {
  readOrMakeAppPassword,
  readOrMakePassword,
  readPort,
  rememberPort,
} from './data-folder.ts';
import { defaultRelocationRoot } from './location.ts';
import { openCluster } from './open-cluster.ts';
import { freePort } from './port.ts';
import { PortTakenError, startPostmaster, stopPostmaster } from './postmaster.ts';
import type { EmbeddedStage } from './stage.ts';
import { supervise } from './supervisor.ts';

export type { EmbeddedStage } from './stage.ts';

export interface EmbeddedPostgresOptions {
  /** Made where it is missing. One process uses it at a time. */
  readonly dataDir: string;
  /** Called as each stage begins, and after `user-created` and `relocated`. */
  readonly onProgress?: (stage: EmbeddedStage) => void;
  /** As root only: where programs and data go when the server's user cannot reach them. */
  readonly relocationRoot?: string;
}

export interface EmbeddedPostgres {
  /** Of the superuser, to the database `atelier`; holds the password. */
  readonly connectionString: string;
  /** The same for the role that the app works with, which the owner has to make, and the password it is to get. */
  readonly app: { readonly connectionString: string; readonly ownPassword: string };
  readonly port: number;
  /** The server's process now; another one after a crash. */
  readonly pid: number;
  /** Its folder on the disk, its programs, and as whom they run. */
  readonly cluster: Cluster;
  /**
   * Shuts the server down properly, runs `work` on its folder, and starts it again on the same port, even
   * if the work fails. Connections are lost; the data folder stays locked for us.
   */
  pause<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Stops the server in order and lets go of the data folder. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm installed on the data folder, which is made, initialised and locked for
 * this process as needed; a server that outlived a killed app is stopped first. It listens only on
 * 127.0.0.1, on a port that is remembered, with a random password.
 *
 * @throws ERR_DATA_FOLDER_IN_USE, ERR_DATA_FOLDER_DENIED, ERR_DATA_FOLDER_INCOMPLETE,
 * ERR_EMBEDDED_POSTGRES_MISSING, ERR_EMBEDDED_POSTGRES_FAILED, ERR_UNPRIVILEGED_USER_MISSING
 */
export async function startEmbeddedPostgres({
  dataDir,
  onProgress = () => {},
  relocationRoot = defaultRelocationRoot,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { cluster, folder, lock } = await openCluster(dataDir, relocationRoot, onProgress);
  try {
    const exists = await clusterExists(cluster.folder);
    const password = await readOrMakePassword(folder, exists);
    const ownPassword = await readOrMakeAppPassword(folder);
    if (!exists) {
      onProgress({ kind: 'creating-cluster' });
      await createCluster(cluster, password);
    }
    const { port, pid } = await startOnFreePort(cluster, folder, onProgress);
    const connectionString = urlOf(port, password, databaseName);
    try {
      await makeDatabase(connectionString, urlOf(port, password, 'postgres'));
    } catch (error) {
      await stopPostmaster(cluster, pid);
      throw error;
    }
    const supervisor = supervise(cluster, port, pid, onProgress);
    let stopped: Promise<void> | undefined;
    return {
      connectionString,
      app: { connectionString: urlOf(port, ownPassword, databaseName, appRole), ownPassword },
      port,
      get pid() {
        return supervisor.pid;
      },
      cluster,
      pause: (work) => supervisor.pause(work),
      stop() {
        stopped ??= supervisor.stop().finally(() => lock.release());
        return stopped;
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startOnFreePort(
  cluster: Cluster,
  folder: string,
  onProgress: (stage: EmbeddedStage) => void,
): Promise<{ port: number; pid: number }> {
  let port = await freePort(await readPort(folder));
  for (let attempt = 1; ; attempt++) {
    onProgress({ kind: 'starting', port });
    try {
      const pid = await startPostmaster(cluster, port);
      await rememberPort(folder, port);
      return { port, pid };
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt === 5) throw error;
      port = await freePort(undefined);
    }
  }
}

/** PostgreSQL's code for a database that is not there. */
const invalidCatalogName = '3D000';

async function makeDatabase(wanted: string, maintenance: string): Promise<void> {
  try {
    await run(wanted, 'SELECT 1');
  } catch (error) {
    if ((error as { code?: string }).code !== invalidCatalogName) throw error;
    await run(maintenance, `CREATE DATABASE ${databaseName}`);
  }
}

async function run(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
