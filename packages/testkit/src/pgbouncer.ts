import { type ChildProcess, spawn } from 'node:child_process';
import { access, chown, constants, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverAccount } from '@atelier/lifecycle/embedded/account.ts';
import { freePort } from '@atelier/lifecycle/embedded/port.ts';

/** A real PgBouncer in front of a server. */
export interface PgBouncer {
  /** The same database through it. */
  url(connectionString: string): string;
  stop(): Promise<void>;
}

/** Where Debian's package puts it. */
const program = '/usr/sbin/pgbouncer';

/** What a test says where there is no PgBouncer. */
export const poolerNotCovered =
  'NOT COVERED on this machine: a pooler in front of the database. ' +
  'Install PgBouncer (Debian: pgbouncer) and run the tests again.';

export function hasPgBouncer(): Promise<boolean> {
  return access(program, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Starts PgBouncer in front of the server that an address names, with PgBouncer's defaults except for these
 * settings, and lets everybody in as the address's user.
 *
 * @param settings of its section `[pgbouncer]`: `{ pool_mode: 'transaction' }`
 */
export async function startPgBouncer(
  connectionString: string,
  settings: Readonly<Record<string, string>>,
): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-pgbouncer-'));
  const port = await freePort(undefined);
  const config = join(folder, 'pgbouncer.ini');
  await writeFile(
    config,
    configText(new URL(connectionString), { listen_port: `${port}`, ...settings }),
  );
  // It does not run as root, as PostgreSQL does not.
  const account = await serverAccount(folder, folder, () => {});
  if (account !== undefined) {
    for (const path of [folder, config]) await chown(path, account.uid, account.gid);
  }
  const child = spawn(program, [config], {
    ...account,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  while (!(await listens(port))) {
    if (hasEnded(child)) throw new Error(`PgBouncer ended: ${said}`);
    await sleep(20);
  }
  return {
    url(address) {
      const url = new URL(address);
      url.hostname = '127.0.0.1';
      url.port = String(port);
      return url.href;
    },
    async stop() {
      child.kill('SIGTERM');
      while (!hasEnded(child)) await sleep(20);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

function configText(server: URL, settings: Readonly<Record<string, string>>): string {
  const quoted = (text: string) => `'${decodeURIComponent(text).replaceAll("'", "''")}'`;
  const { hostname, port, username, password } = server;
  return [
    '[databases]',
    `* = host=${hostname} port=${port} user=${quoted(username)} password=${quoted(password)}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    'unix_socket_dir =',
    'auth_type = any',
    ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
    '',
  ].join('\n');
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
}
