import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onLinux, onWindows } from './platform.ts';
import { hasNumber } from './process-identity.ts';
import { runProgram } from './run-program.ts';

/** What a server writes into its cluster while it runs, and leaves there when it is killed. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** Lines of postmaster.pid, as src/include/utils/pidfile.h numbers them, from 0. */
const line = { pid: 0, port: 3, status: 7 } as const;

export async function readPostmasterFile(
  clusterFolder: string,
): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const lines = text?.split('\n').map((each) => each.trim());
  const pid = Number(lines?.[line.pid]);
  if (lines === undefined || !Number.isInteger(pid) || pid < 1) return undefined;
  return { pid, port: Number(lines[line.port]), ready: lines[line.status] === 'ready' };
}

/** The process that serves the cluster now, whoever started it. */
export async function runningPostmaster(
  clusterFolder: string,
): Promise<PostmasterFile | undefined> {
  const file = await readPostmasterFile(clusterFolder);
  return file !== undefined && (await serves(file.pid, clusterFolder)) ? file : undefined;
}

/**
 * Removes the `postmaster.pid` of a dead server if its process number now belongs to another process (or
 * still to its own zombie): PostgreSQL would take that for a running server and refuse to start. In every
 * other case the file stays, for PostgreSQL's own, better check.
 */
export async function forgetDeadPostmaster(clusterFolder: string): Promise<void> {
  const file = await readPostmasterFile(clusterFolder);
  if (file === undefined || !hasNumber(file.pid)) return;
  // Its children see that it is gone and end; until then they could still write.
  while ((await processesIn(clusterFolder)).length > 0) await sleep(100);
  await rm(join(clusterFolder, 'postmaster.pid'), { force: true });
}

/** Whether the process is a PostgreSQL of this cluster: a number may have been given to another. */
async function serves(pid: number, clusterFolder: string): Promise<boolean> {
  if (!hasNumber(pid)) return false;
  // A server's working folder is its cluster.
  if (onLinux) return (await workingFolder(pid)) === (await realpath(clusterFolder));
  const { output } = onWindows
    ? await runProgram('tasklist.exe', ['/NH', '/FO', 'CSV', '/FI', `PID eq ${pid}`])
    : await runProgram('ps', ['-o', 'comm=', '-p', String(pid)]);
  return output.includes('postgres');
}

async function processesIn(clusterFolder: string): Promise<readonly number[]> {
  if (!onLinux) return [];
  const folder = await realpath(clusterFolder);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const folders = await Promise.all(pids.map(workingFolder));
  return pids.filter((_, index) => folders[index] === folder);
}

async function workingFolder(pid: number): Promise<string | undefined> {
  return readlink(`/proc/${pid}/cwd`).catch(() => undefined);
}
