import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { WorkerStats } from '@atelier/engine/worker.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import type { WorkerProcessOptions, WorkerReport } from './worker-process.ts';

export interface WorkerProcess {
  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM' | 'SIGKILL'): void;
  /** Of all its workers. */
  stats(): Promise<WorkerStats>;
  reports(): Promise<readonly WorkerReport[]>;
  /** The exit code, or the signal by which it ended. */
  ended(): Promise<number | string>;
  kill(): Promise<void>;
}

/** A worker in a process of its own, or some of them, which does the work of worker-process.ts. */
export async function startWorkerProcess({
  prefix = [],
  ...options
}: WorkerProcessOptions & {
  /** What it is started by: `ip netns exec …`. */
  readonly prefix?: readonly string[];
}): Promise<WorkerProcess> {
  const script = join(import.meta.dirname, 'worker-process.ts');
  const words = [...prefix, process.execPath, ...programArguments(script), JSON.stringify(options)];
  const child = spawn(words[0] ?? '', words.slice(1), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit').then(([code, signal]) => code ?? signal);
  await Promise.race([once(child, 'message'), exit]);
  const reports = async (): Promise<readonly WorkerReport[]> => {
    const answer = once(child, 'message');
    child.send('report');
    const [all] = await answer;
    return all;
  };
  return {
    signal: (name) => {
      child.kill(name);
    },
    reports,
    async stats() {
      const all = await reports();
      const sum = (what: keyof WorkerStats) => all.reduce((total, one) => total + one[what], 0);
      return {
        held: sum('held'),
        finished: sum('finished'),
        parked: sum('parked'),
        lost: sum('lost'),
      };
    },
    ended: () => exit,
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
