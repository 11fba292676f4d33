import { spawnSync } from 'node:child_process';
import type { Cluster } from './cluster.ts';
import { onWindows } from './platform.ts';
import { programOptions } from './run-program.ts';

const servers = new Map<number, Cluster>();

/**
 * For an end without an orderly shutdown (a forced one, an uncaught error): the server is told to shut down
 * at once, and recovers from its log at the next start. Only a `kill -9` gets past this.
 */
export function endWithThisProcess(pid: number, cluster: Cluster): void {
  if (servers.size === 0) process.on('exit', endAll);
  servers.set(pid, cluster);
}

export function leaveAtExit(pid: number): void {
  servers.delete(pid);
  if (servers.size === 0) process.off('exit', endAll);
}

function endAll(): void {
  for (const [pid, { binaries, folder, account }] of servers) {
    if (onWindows) {
      const args = ['stop', '-m', 'immediate', '-D', folder];
      spawnSync(binaries.pgCtl, args, { ...programOptions(account), stdio: 'ignore' });
    } else {
      try {
        // "Immediate shutdown" to a postmaster.
        process.kill(pid, 'SIGQUIT');
      } catch {
        // It is gone already.
      }
    }
  }
}
