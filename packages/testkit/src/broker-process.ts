import { type ChildProcess, spawn } from 'node:child_process';
import { access, constants, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A broker of messages in a process of its own. */
export interface BrokerProcess {
  readonly port: number;
  stop(): Promise<void>;
}

/** What a test says where a broker is missing. */
export const brokerNotCovered = (name: string) =>
  `NOT COVERED on this machine: ${name}. Install it (Debian: ${name}) and run the tests again.`;

export function isInstalled(program: string): Promise<boolean> {
  return access(program, constants.X_OK).then(
    () => true,
    () => false,
  );
}

export interface BrokerOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Of its own, removed with it. */
  readonly folder: string;
  readonly port: number;
  /** What else is to be ended with it. */
  readonly onStop?: () => Promise<void>;
}

/** Starts a broker, and waits until it listens. */
export async function startBroker(options: BrokerOptions): Promise<BrokerProcess> {
  const { program, args, env, folder, port, onStop } = options;
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-20_000);
    });
  }
  while (!(await listens(port))) {
    if (hasEnded(child)) throw new Error(`${program} ended: ${said}`);
    await sleep(50);
  }
  return {
    port,
    async stop() {
      child.kill('SIGTERM');
      while (!hasEnded(child)) await sleep(20);
      await onStop?.();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
}
