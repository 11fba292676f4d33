import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EmbeddedStage } from '../../src/embedded/server.ts';

export interface Answer {
  readonly pid: number;
  readonly port: number;
  readonly connectionString: string;
  readonly stages: readonly EmbeddedStage[];
  readonly code?: string;
  readonly params?: Record<string, unknown>;
}

export interface ServeProcess {
  readonly process: ChildProcess;
  readonly answer: Answer;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Runs the embedded server in a process of its own, which a test can kill. */
export function serveInProcess(
  args: readonly string[],
  wrapper: readonly string[] = [],
): Promise<ServeProcess> {
  return answeringProcess('fixtures/serve.ts', args, wrapper);
}

/** Runs a script until its first line, which is its answer. */
export async function answeringProcess(
  script: string,
  args: readonly string[],
  wrapper: readonly string[] = [],
): Promise<ServeProcess> {
  const path = join(import.meta.dirname, script);
  const [file = '', ...rest] = [...wrapper, process.execPath, '--import', 'tsx', path, ...args];
  const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => {
      throw new Error('The server process ended without an answer.');
    }),
  ]);
  return {
    process: child,
    answer: JSON.parse(String(line)) as Answer,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}
