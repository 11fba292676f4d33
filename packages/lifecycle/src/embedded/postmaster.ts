import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startupError } from '../errors/startup-errors.ts';
import type { Cluster } from './cluster.ts';
import { dataFolderFiles } from './data-folder.ts';
import { endWithThisProcess, leaveAtExit } from './exit-hook.ts';
import { onWindows } from './platform.ts';
import { isFree } from './port.ts';
import { forgetDeadPostmaster, readPostmasterFile } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import { programOptions, runProgram } from './run-program.ts';

/**
 * On the command line, where no `ALTER SYSTEM` overrules them. Loopback and nothing else; and the log
 * stays free of data: errors quote values, so only what concerns the server itself is written.
 */
const settings = [
  '-c listen_addresses=127.0.0.1',
  '-c unix_socket_directories=',
  '-c timezone=UTC',
  '-c log_timezone=UTC',
  '-c log_min_messages=log',
  '-c log_min_error_statement=panic',
];

/** The port was taken between the choice and the start. */
export class PortTakenError extends Error {}

/**
 * Starts the server and waits until it accepts connections, through crash recovery if need be; returns its
 * pid.
 *
 * @throws ERR_EMBEDDED_POSTGRES_FAILED, PortTakenError
 */
export async function startPostmaster(cluster: Cluster, port: number): Promise<number> {
  await rename(cluster.log, join(dirname(cluster.log), dataFolderFiles.previousLog)).catch(
    () => undefined,
  );
  for (let attempt = 1; ; attempt++) {
    await forgetDeadPostmaster(cluster.folder);
    const pid = onWindows ? await startByPgCtl(cluster, port) : await startDirectly(cluster, port);
    if (pid !== undefined) return pid;
    if (!(await isFree(port))) throw new PortTakenError();
    const reason = await lastFailure(cluster.log);
    // Children of a killed server see within moments that it is gone.
    if (!reason.includes('pre-existing shared memory block') || attempt === 20) {
      throw startupError('ERR_EMBEDDED_POSTGRES_FAILED', { reason, log: cluster.log });
    }
    await sleep(500);
  }
}

/** Stops the server of the cluster, whoever started it, and waits until it is gone. */
export async function stopPostmaster(cluster: Cluster, pid: number): Promise<void> {
  const stop = (mode: 'fast' | 'immediate') =>
    runProgram(
      cluster.binaries.pgCtl,
      ['stop', '-w', '-t', '60', '-m', mode, '-D', cluster.folder],
      cluster.account,
    );
  if (!(await stop('fast')).ok && (await isAlive(pid))) await stop('immediate');
  // pg_ctl waits for the file; the process ends a moment later, and then Node has to notice.
  for (let waited = 0; waited < 2_000 && (await isAlive(pid)); waited += 10) await sleep(10);
  // One that pg_ctl could not stop (its programs are gone, say) is ended by the hook on the exit.
  if (!(await isAlive(pid))) leaveAtExit(pid);
}

/** Our own child, in a session of its own; undefined when it ended before it was ready. */
async function startDirectly(cluster: Cluster, port: number): Promise<number | undefined> {
  const log = openSync(cluster.log, 'a', 0o600);
  const options = settings.flatMap((setting) => setting.split(' '));
  const child = spawn(
    cluster.binaries.postgres,
    ['-D', cluster.folder, '-p', String(port), ...options],
    { ...programOptions(cluster.account), stdio: ['ignore', log, log] },
  );
  closeSync(log);
  let ended = false;
  const end = () => {
    ended = true;
  };
  child.once('error', end).once('exit', end);
  child.unref();
  const { pid } = child;
  if (pid !== undefined) endWithThisProcess(pid, cluster);
  while (!ended && pid !== undefined) {
    const file = await readPostmasterFile(cluster.folder);
    if (file?.pid === pid && file.ready) return pid;
    await sleep(20);
  }
  if (pid !== undefined) leaveAtExit(pid);
  return undefined;
}

/** On Windows: pg_ctl gives up an administrator's rights, with which PostgreSQL refuses to run. */
async function startByPgCtl(cluster: Cluster, port: number): Promise<number | undefined> {
  const options = ['-p', String(port), ...settings].join(' ');
  await runProgram(
    cluster.binaries.pgCtl,
    ['start', '-w', '-t', '600', '-D', cluster.folder, '-l', cluster.log, '-o', options],
    cluster.account,
    'ignored',
  );
  const file = await readPostmasterFile(cluster.folder);
  if (!file?.ready) return undefined;
  endWithThisProcess(file.pid, cluster);
  return file.pid;
}

/** The line in which PostgreSQL says why it gave up. */
async function lastFailure(log: string): Promise<string> {
  const lines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n');
  const line = lines.findLast((each) => /FATAL|PANIC|error/i.test(each)) ?? lines.at(-1) ?? '';
  return line.slice(-300);
}
