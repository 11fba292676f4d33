import { type ChildProcess, spawn } from 'node:child_process';
import { onWindows } from './platform.ts';

/** The user of the operating system that a program runs as; undefined means our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface ProgramResult {
  readonly ok: boolean;
  /** Both streams, or why the program could not be run at all. */
  readonly output: string;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

/** Where and as whom every program of the embedded server runs. */
export function programOptions(account: Account | undefined) {
  return {
    ...account,
    // A folder that every account can enter; ours may be closed to it.
    ...(onWindows ? {} : { cwd: '/' }),
    // Our own environment stays out: PGDATA, PGPORT or a locale in it would steer the server.
    env: onWindows ? { LC_ALL: 'C' } : { LC_ALL: 'C', TZ: 'UTC', PATH: standardPath },
    // A process group of its own (on Windows: a console of its own), so that a Ctrl-C in the
    // terminal reaches the app alone, and the app ends the rest in order.
    detached: !onWindows,
    windowsHide: true,
  } as const;
}

const standardPath = '/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Runs a program to its end. Never throws: what went wrong is in the result. A program that leaves a
 * server behind needs `output` to be `ignored`, or the server would keep the pipes open.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  account?: Account,
  output: 'collected' | 'ignored' = 'collected',
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const stream = output === 'collected' ? 'pipe' : 'ignore';
    const child = spawn(file, args, {
      ...programOptions(account),
      stdio: ['ignore', stream, stream],
    });
    running.add(child);
    let said = '';
    for (const pipe of [child.stdout, child.stderr]) {
      pipe?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    const finish = (result: ProgramResult) => {
      running.delete(child);
      resolve(result);
    };
    child.on('error', (error) => finish({ ok: false, output: error.message }));
    child.on('close', (code) => finish({ ok: code === 0, output: said.trim() }));
  });
}
