import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { programArguments } from '@atelier/testkit/programs.ts';
import { expect } from 'vitest';

/** A worker in a process of its own that gets a signal at the point, once it has taken a run; how it ended. */
export async function endAt(
  { connectionString }: { readonly connectionString: string },
  point: string,
  by: 'SIGKILL' | 'SIGTERM',
) {
  const script = join(import.meta.dirname, 'worker-process.ts');
  const words = [...programArguments(script), connectionString, point, by];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [code, signal] = await once(child, 'exit');
  return signal ?? code;
}

/** The same, killed. */
export async function dieAt(
  database: { readonly connectionString: string },
  point: string,
): Promise<void> {
  expect(await endAt(database, point, 'SIGKILL')).toBe('SIGKILL');
}
