import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { startEmbeddedPostgres } from '@atelier/lifecycle/embedded/server.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';

/** The whole app as a user runs it, on data of its own: PostgreSQL with its default durability. */
export interface Platform {
  readonly connectionString: string;
  readonly db: ReturnType<typeof connect>;
  readonly port: number;
  /** The built server's process. */
  readonly server: ChildProcess;
  /** Another server process on the same database, with options for Node, and settings. */
  startServer(
    nodeOptions?: readonly string[],
    settings?: Readonly<Record<string, string>>,
  ): Promise<RunningServer>;
  stop(): Promise<void>;
}

export interface RunningServer {
  readonly port: number;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

export const serverBundle = join(import.meta.dirname, '../dist/main.js');

export async function startPlatform(): Promise<Platform> {
  const dataDir = await mkdtemp(join(tmpdir(), 'atelier-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  const { connectionString } = postgres;
  const db = connect({ connectionString, poolSize: 4 });
  const startServer: Platform['startServer'] = (nodeOptions = [], settings = {}) =>
    startServerProcess(connectionString, nodeOptions, settings);
  try {
    await migrateUp(db);
    const server = await startServer(process.env.BENCH_NODE_OPTIONS?.split(' '));
    return {
      connectionString,
      db,
      port: server.port,
      server: server.process,
      startServer,
      async stop() {
        await server.stop();
        await db.destroy();
        await postgres.stop();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await db.destroy();
    await postgres.stop();
    throw error;
  }
}

async function startServerProcess(
  connectionString: string,
  nodeOptions: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  const child = spawn(process.execPath, [...nodeOptions, serverBundle], {
    env: {
      ...process.env,
      DATABASE_URL: connectionString,
      PORT: '0',
      HOST: '127.0.0.1',
      ATELIER_SECRET: 'known to the bench and to nobody else',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += chunk;
    const port = /http:\/\/[^:]+:(\d+)/.exec(output)?.[1];
    if (port === undefined) continue;
    return {
      port: Number(port),
      process: child,
      async stop() {
        if (child.exitCode !== null) return;
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error(`the server ended: ${output}`);
}

/** A line of /proc/<pid>/status in MB, such as VmRSS or VmHWM (the highest RSS so far). */
export function memoryOf({ pid }: ChildProcess, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
}
