import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cloneTemplate } from '@atelier/testkit/clone-database.ts';
import { startTestPostgres } from '@atelier/testkit/test-postgres.ts';
import { makeDataFolder, removeDataFolder } from '@atelier/testkit/throw-away-postgres.ts';

const entry = join(import.meta.dirname, '../../server/dist/main.js');

export interface BuiltApp {
  /** Without a slash at the end. */
  readonly url: string;
  /** Ends the app in order, and removes its database. */
  stop(): Promise<void>;
}

/** The built app on a free port, over an empty database of its own. */
export async function startBuiltApp(): Promise<BuiltApp> {
  const database = await (process.env.TEST_DATABASE_URL ? databaseOnGivenServer() : dataFolder());
  const app = spawn(process.execPath, [entry], {
    env: { ...process.env, ...withoutDotEnv, ...database.env },
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
    async stop() {
      app.kill('SIGTERM');
      await ended;
      await database.remove();
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
};

interface AppDatabase {
  readonly env: Record<string, string>;
  remove(): Promise<void>;
}

async function dataFolder(): Promise<AppDatabase> {
  const folder = await makeDataFolder();
  return { env: { ATELIER_DATA_DIR: folder }, remove: () => removeDataFolder(folder) };
}

async function databaseOnGivenServer(): Promise<AppDatabase> {
  const server = await startTestPostgres();
  const { connectionString, drop } = await cloneTemplate(server, { empty: true });
  return {
    env: { DATABASE_URL: connectionString },
    async remove() {
      await drop();
      await server.stop();
    },
  };
}
