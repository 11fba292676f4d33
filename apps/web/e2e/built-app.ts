import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectToApp } from '@atelier/testkit/app-database.ts';
import { cloneTemplate } from '@atelier/testkit/clone-database.ts';
import { startTestPostgres } from '@atelier/testkit/test-postgres.ts';
import {
  copyDataFolder,
  makeDataFolder,
  removeDataFolder,
} from '@atelier/testkit/throw-away-postgres.ts';

const entry = join(import.meta.dirname, '../../server/dist/main.js');

export interface BuiltApp {
  /** Without a slash at the end. */
  readonly url: string;
  /** What it has printed so far. */
  output(): string;
  /** Where it looks for backups; it is not there until it is made. */
  readonly backupDir: string;
  /** Runs statements in its database, past the app. */
  sql(...statements: readonly string[]): Promise<void>;
  /** Ends the app in order, and removes its database. */
  stop(): Promise<void>;
}

/**
 * The built app on a free port, over an empty database of its own.
 *
 * @param more settings beside the usual ones
 */
export async function startBuiltApp(
  more: Readonly<Record<string, string>> = {},
): Promise<BuiltApp> {
  const database = await (process.env.TEST_DATABASE_URL ? databaseOnGivenServer() : dataFolder());
  return startOver(database, more);
}

/**
 * A data folder as the first start of an app leaves it. Where ATELIER_PREPARED_FOLDER names it, apps start over copies:
 * initdb and the migrations are most of what a first start takes. Empty where there cannot be one.
 */
export async function prepareDataFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  if (process.env.TEST_DATABASE_URL) return { folder: '', remove: async () => {} };
  const folder = await makeDataFolder();
  const app = await startOver({ env: { ATELIER_DATA_DIR: folder }, remove: async () => {} }, {});
  await app.stop();
  return { folder, remove: () => removeDataFolder(folder) };
}

async function startOver(
  database: AppDatabase,
  more: Readonly<Record<string, string>>,
): Promise<BuiltApp> {
  const backups = await mkdtemp(join(tmpdir(), 'atelier-test-backups-'));
  const backupDir = join(backups, 'backups');
  const settings = { ...database.env, ATELIER_BACKUP_DIR: backupDir, ...more };
  const app = spawn(process.execPath, [entry], {
    env: { ...process.env, ...withoutDotEnv, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(app, 'exit');
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [app.stdout, app.stderr]) {
      createInterface(stream).on('line', (line) => {
        output += `${line}\n`;
        const ready = /Atelier is ready: (http\S+)/.exec(line);
        if (ready?.[1]) resolve(ready[1].replace(/\/$/, ''));
      });
    }
    ended.then(() => reject(new Error(`The app did not start.\n${output}`)), reject);
  }).catch(async (error) => {
    await database.remove();
    throw error;
  });
  return {
    url,
    output: () => output,
    backupDir,
    async sql(...statements) {
      const db = await connectToApp(settings);
      try {
        for (const statement of statements) await db.raw(statement);
      } finally {
        await db.destroy();
      }
    },
    async stop() {
      app.kill('SIGTERM');
      await ended;
      await database.remove();
      await rm(backups, { recursive: true });
    },
  };
}

/** Set to nothing, so that a developer's `.env` decides nothing here. */
const withoutDotEnv = {
  HOST: '127.0.0.1',
  PORT: '0',
  DATABASE_URL: '',
  DB_URL: '',
  DB_HOST: '',
  DB_PORT: '',
  DB_USER: '',
  DB_PASSWORD: '',
  DB_NAME: '',
  ALLOWED_ORIGINS: '',
  AUTH_MODE: '',
  PUBLIC_URL: '',
  SMTP_URL: '',
};

interface AppDatabase {
  readonly env: Record<string, string>;
  remove(): Promise<void>;
}

/** As the first app of the run left one, whose server knows from there where it lies: only that one has to make it. */
async function dataFolder(): Promise<AppDatabase> {
  const prepared = process.env.ATELIER_PREPARED_FOLDER;
  const folder = (prepared && (await copyDataFolder(prepared))) || (await makeDataFolder());
  return { env: { ATELIER_DATA_DIR: folder }, remove: () => removeDataFolder(folder) };
}

async function databaseOnGivenServer(): Promise<AppDatabase> {
  const server = await startTestPostgres();
  const { connectionString, drop } = await cloneTemplate(server, { empty: true });
  return {
    env: {
      DATABASE_URL: connectionString,
      ATELIER_SECRET: 'known to the tests and to nobody else',
    },
    async remove() {
      await drop();
      await server.stop();
    },
  };
}
