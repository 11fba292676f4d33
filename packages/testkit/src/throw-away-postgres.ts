import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from '@atelier/db/kernel/connection.ts';
import { dataFolderFiles } from '@atelier/lifecycle/embedded/data-folder.ts';
import { rememberedCluster } from '@atelier/lifecycle/embedded/location.ts';
import { startEmbeddedPostgres } from '@atelier/lifecycle/embedded/server.ts';
import { testAppRole } from './app-role.ts';

const prefix = 'atelier-test-postgres-';
const hour = 3_600_000;

export interface ThrowAwayPostgres {
  /** Of the superuser. */
  readonly connectionString: string;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

/** A new temporary folder for an embedded PostgreSQL; what a killed run left behind is removed. */
export async function makeDataFolder(): Promise<string> {
  await removeLeftOvers();
  return mkdtemp(join(tmpdir(), prefix));
}

/**
 * A new temporary folder with what is in the data folder of a server that is stopped: its server starts without
 * initdb and migrations, which are most of a first start. Undefined where the data lie outside the folder.
 */
export async function copyDataFolder(from: string): Promise<string | undefined> {
  if ((await rememberedCluster(from)) !== join(from, dataFolderFiles.cluster)) return undefined;
  const folder = await makeDataFolder();
  // Node's own copy would belong to root, and its server is another user's.
  if (process.platform === 'win32') await cp(from, folder, { recursive: true });
  else await promisify(execFile)('cp', ['-a', `${from}/.`, folder]);
  // Not all of them on the same port.
  await rm(join(folder, dataFolderFiles.port), { force: true });
  return folder;
}

/** Removes the data folder of a server that is stopped. */
export async function removeDataFolder(folder: string): Promise<void> {
  // As root the data may lie elsewhere, where PostgreSQL's user can reach it.
  const home = dirname(await rememberedCluster(folder));
  for (const each of [home, folder]) await rm(each, { recursive: true, force: true });
}

export interface ThrowAwayPostgresOptions {
  /** PostgreSQL's 100 unless given. */
  readonly maxConnections?: number;
}

/** An embedded PostgreSQL in a temporary folder, without durability. */
export async function startThrowAwayPostgres({
  maxConnections,
}: ThrowAwayPostgresOptions = {}): Promise<ThrowAwayPostgres> {
  const server = await startIn(await makeDataFolder());
  await spareWork(server.connectionString);
  if (maxConnections !== undefined) await server.allow(maxConnections);
  return server;
}

async function startIn(folder: string) {
  const { connectionString, pause, stop } = await startEmbeddedPostgres({ dataDir: folder });
  return {
    connectionString,
    /** Starts it anew: the room for connections is made once. */
    async allow(maxConnections: number): Promise<void> {
      await alterSystem(connectionString, [`max_connections = ${maxConnections}`]);
      await pause(async () => {});
    },
    async stop() {
      await stop();
      await removeDataFolder(folder);
    },
  };
}

/** Servers and folders of runs that were killed; the lock in the folder tells them from living ones. */
async function removeLeftOvers(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    // Without a lock it may be one that another run is just about to start in.
    if (await isThere(join(folder, 'atelier.lock'))) {
      const server = await startIn(folder).catch(() => undefined);
      await server?.stop();
    } else if ((await stat(folder)).mtimeMs < Date.now() - hour) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Nothing here outlives the run, so waiting for the disk would buy nothing. Nor would proving the password of
 * the two roles that all tests connect as: of what a connection costs it is half. Any other role proves its own.
 */
async function spareWork(adminUrl: string): Promise<void> {
  const admin = connect({ connectionString: adminUrl, poolSize: 1 });
  try {
    const { rows } = await admin.raw<{ rows: { file: string; who: string }[] }>(
      "SELECT current_setting('hba_file') AS file, current_user::text AS who",
    );
    for (const { file, who } of rows) {
      const trusted = [who, testAppRole].map((role) => `host all ${role} 127.0.0.1/32 trust\n`);
      await writeFile(file, trusted.join('') + (await readFile(file, 'utf8')));
    }
  } finally {
    await admin.destroy();
  }
  await alterSystem(adminUrl, [
    'fsync = off',
    'full_page_writes = off',
    'synchronous_commit = off',
  ]);
}

/** Of these settings, those that need no start take effect. */
async function alterSystem(adminUrl: string, settings: readonly string[]): Promise<void> {
  const admin = connect({ connectionString: adminUrl, poolSize: 1 });
  try {
    for (const setting of settings) await admin.raw(`ALTER SYSTEM SET ${setting}`);
    await admin.raw('SELECT pg_reload_conf()');
  } finally {
    await admin.destroy();
  }
}
