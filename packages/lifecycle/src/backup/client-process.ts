import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onWindows } from '../embedded/platform.ts';
import { clientEnvironment } from './client-environment.ts';

/** How a client program ended. */
export interface ClientResult {
  readonly ok: boolean;
  /** The last complaints it wrote, without the chatter of --verbose; where there are none, its last words. */
  readonly said: string;
  /** What it wrote to stdout. */
  readonly printed: string;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

/**
 * Runs pg_dump or pg_restore to its end. Address and password are passed only in its environment: everybody
 * on the machine can read the arguments of a process. Never throws.
 *
 * @param onLine called with each line that it writes to stderr; `stop` ends the program
 */
export function runClient(
  program: string,
  args: readonly string[],
  connectionString: string,
  onLine: (line: string, stop: () => void) => void = () => {},
): Promise<ClientResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: {
        ...clientEnvironment(connectionString),
        // Messages in English, and on Windows what every program needs to start.
        LC_ALL: 'C',
        ...(onWindows ? {} : { PATH: '/usr/local/bin:/usr/bin:/bin' }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      // Ctrl-C goes to us; we end it with us.
      detached: !onWindows,
    });
    running.add(child);
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    const complaints: string[] = [];
    let lastLine = '';
    createInterface(child.stderr).on('line', (line) => {
      onLine(line, () => child.kill());
      lastLine = line;
      if (isComplaint(line)) complaints.push(line);
    });
    const finish = (ok: boolean, how: string) => {
      running.delete(child);
      const said = complaints.length > 0 ? complaints.slice(-5) : [lastLine];
      resolve({ ok, said: [...said, how].filter(Boolean).join(' · '), printed });
    };
    child.on('error', (error) => finish(false, error.message));
    child.on('close', (code, signal) => {
      // The system's limit for one file ends the program with this signal.
      const ended = signal === null ? `exit code ${code}` : `ended by ${signal}`;
      const how = signal === 'SIGXFSZ' ? 'File too large' : code === 0 ? '' : ended;
      finish(code === 0, how);
    });
  });
}

const isComplaint = (line: string): boolean =>
  /error|fatal|could not|detail:|hint:|too large|no space/i.test(line);
