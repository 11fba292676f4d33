import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { programArguments } from './programs.ts';

const checkoutRoot = join(import.meta.dirname, '../../..');

/** Nothing of the checkout's own data is used, nor another program's port. */
const ofItsOwn = { PORT: '0', ATELIER_SECRET: 'known to the tests and to nobody else' };

export interface AppProcess {
  readonly process: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  errors(): string;
  /** Waits until it prints its address. */
  url(): Promise<string>;
  /** Waits for its end; the exit code, null after a signal. */
  ended(): Promise<number | null>;
}

/** Runs the app's entry, compiled from source, as leader of a process group: a terminal would do the same. */
export function startAppProcess(env: Readonly<Record<string, string>>): AppProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(DB_|DATABASE_|PG|HOST$|PORT$|LOG_LEVEL)/.test(name),
  );
  const child = spawn(
    process.execPath,
    programArguments(join(checkoutRoot, 'apps/server/src/main.ts')),
    {
      cwd: checkoutRoot,
      env: { ...Object.fromEntries(inherited), ...ofItsOwn, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const closed = once(child, 'close');
  return {
    process: child,
    output: () => output,
    errors: () => errors,
    async url() {
      while (child.exitCode === null && child.signalCode === null) {
        const url = /Atelier is ready: (\S+)/.exec(output)?.[1];
        if (url !== undefined) return url;
        await sleep(20);
      }
      throw new Error(`The app ended before it was ready.\n${output}${errors}`);
    },
    async ended() {
      const [code] = await closed;
      return code;
    },
  };
}
