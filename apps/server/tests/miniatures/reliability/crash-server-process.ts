import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { programArguments } from '@atelier/testkit/programs.ts';
import type { Arming } from './crash-server.ts';

export interface CrashServer {
  readonly url: string;
  /** Has the process killed at a crash point; resolves when it is dead. */
  arm(arming: Arming): Promise<void>;
  /** MB of living objects, after a full collection; only of a server that was started measured. */
  heap(): Promise<number>;
  kill(): Promise<void>;
}

const reportHeap = join(import.meta.dirname, '../../../bench/report-heap.mjs');

/**
 * Starts crash-server.ts in a process of its own.
 *
 * @param measured its heap can be asked for
 */
export async function startCrashServer(
  connectionString: string,
  { measured = false } = {},
): Promise<CrashServer> {
  const entry = join(import.meta.dirname, 'crash-server.ts');
  const options = measured ? ['--expose-gc', '--import', reportHeap] : [];
  const child = spawn(
    process.execPath,
    [...options, ...programArguments(entry), connectionString],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const url = await firstMessage(child);
  const dead = once(child, 'exit');
  return {
    url,
    async arm(arming) {
      child.send(arming);
      const [, signal] = await dead;
      if (signal !== 'SIGKILL') throw new Error('the server ended by itself');
    },
    async heap() {
      child.send('heap');
      const [bytes] = await once(child, 'message');
      return bytes / 2 ** 20;
    },
    async kill() {
      child.kill('SIGKILL');
      await dead;
    },
  };
}

async function firstMessage(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the server did not start');
  });
  const [url] = await Promise.race([once(child, 'message'), ended]);
  return url;
}
