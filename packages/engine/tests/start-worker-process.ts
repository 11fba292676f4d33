import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { WorkerStats } from '@atelier/engine/worker.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import type { WorkerProcessOptions } from './worker-process.ts';

export interface WorkerProcess {
  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM' | 'SIGKILL'): void;
  stats(): Promise<WorkerStats>;
  /** The exit code, or the signal by which it ended. */
  ended(): Promise<number | string>;
  kill(): Promise<void>;
}

/** A worker in a process of its own, which does the work of worker-process.ts. */
export async function startWorkerProcess(options: WorkerProcessOptions): Promise<WorkerProcess> {
  const script = join(import.meta.dirname, 'worker-process.ts');
  const child = spawn(process.execPath, [...programArguments(script), JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit').then(([code, signal]) => code ?? signal);
  await Promise.race([once(child, 'message'), exit]);
  return {
    signal: (name) => {
      child.kill(name);
    },
    async stats() {
      const answer = once(child, 'message');
      child.send('stats');
      const [stats] = await answer;
      return stats;
    },
    ended: () => exit,
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
