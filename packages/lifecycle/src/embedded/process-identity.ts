import { readFile } from 'node:fs/promises';
import { onLinux, onWindows } from './platform.ts';
import { runProgram } from './run-program.ts';

/**
 * Distinguishes a running process from every other that had or will have its number: by when it was started
 * and, on Linux, during which boot of the machine. Undefined when there is no such process (a zombie does
 * not count); `unknown` when there is one, but the system does not tell us more.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (!hasNumber(pid)) return undefined;
  if (onLinux) return linuxIdentity(pid);
  const { ok, output } = onWindows
    ? await runProgram('powershell.exe', ['-NoProfile', '-Command', windowsQuery(pid)])
    : await runProgram('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]);
  if (!ok || output === '') return hasNumber(pid) ? 'unknown' : undefined;
  if (output.startsWith('Z')) return undefined;
  // The state in front changes while a process lives; its start does not.
  return onWindows ? output : output.replace(/^\S+\s+/, '');
}

/** Whether the process that had this identity still runs. */
export async function isRunning(pid: number, identity: string): Promise<boolean> {
  const now = await processIdentity(pid);
  return now !== undefined && (now === identity || now === 'unknown' || identity === 'unknown');
}

/** Whether a process has the number and has not ended: a zombie only waits to be noticed. */
export async function isAlive(pid: number): Promise<boolean> {
  return hasNumber(pid) && (!onLinux || (await linuxIdentity(pid)) !== undefined);
}

/** Whether any process has the number, a zombie included. */
export function hasNumber(pid: number): boolean {
  // To the system, numbers below 1 mean groups of processes.
  if (pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const windowsQuery = (pid: number) =>
  `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().Ticks.ToString()`;

/** Fields of /proc/<pid>/stat after the command in brackets, counted from the state (proc_pid_stat(5)). */
const stateField = 0;
const startTimeField = 19;

async function linuxIdentity(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The command may hold blanks and brackets of its own; the last bracket ends it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[stateField] ?? 'X';
    if (state === 'Z' || state === 'X') return undefined;
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    return `${boot}/${fields[startTimeField]}`;
  } catch {
    // It ended just now, or /proc hides other users' processes.
    return hasNumber(pid) ? 'unknown' : undefined;
  }
}
