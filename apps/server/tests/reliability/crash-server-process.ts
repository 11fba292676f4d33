import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { programArguments } from '@atelier/testkit/programs.ts';
import type { Arming } from './crash-server.ts';

export interface CrashServer {
  readonly url: string;
  /** Has the process killed at a crash point; resolves when it is dead. */
  arm(arming: Arming): Promise<void>;
  kill(): Promise<void>;
}

/** Starts crash-server.ts in a process of its own. */
export async function startCrashServer(connectionString: string): Promise<CrashServer> {
  const entry = join(import.meta.dirname, 'crash-server.ts');
  const child = spawn(process.execPath, [...programArguments(entry), connectionString], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = await firstMessage(child);
  const dead = once(child, 'exit');
  return {
    url,
    async arm(arming) {
      child.send(arming);
      const [, signal] = await dead;
      if (signal !== 'SIGKILL') throw new Error('the server ended by itself');
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
