import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { endWithThisProcess, leaveAtExit } from './exit-hook.ts';
import { startPostmaster, stopPostmaster } from './postmaster.ts';
import { runningPostmaster } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import type { EmbeddedStage } from './stage.ts';

const lookEvery = 500;
const retryAfter = 5_000;

export interface Supervisor {
  /** The server's process now. */
  readonly pid: number;
  /** Runs `work` while the server is stopped, and starts it again on the same port. */
  pause<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Stops watching, then the server. */
  stop(): Promise<void>;
}

/**
 * Keeps the server running: when its process ends and we did not stop it (killed, out of memory), it is
 * started again on the same port; if somebody has restarted it by hand, the new process is taken over. The
 * app answers 503 in between.
 */
export function supervise(
  cluster: Cluster,
  port: number,
  firstPid: number,
  onProgress: (stage: EmbeddedStage) => void,
): Supervisor {
  let pid = firstPid;
  const stopping = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();
  const watching = watch();

  /** A pause and a restart wait for each other: a server that is stopped on purpose is not lost. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work);
    turn = result.catch(() => {});
    return result;
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (await isAlive(pid)) {
        await rest(lookEvery);
      } else {
        const done = await inTurn(restart).catch(() => false);
        if (!done) await rest(retryAfter);
      }
    }
  }

  async function restart(): Promise<boolean> {
    if (await isAlive(pid)) return true;
    leaveAtExit(pid);
    // A restart by hand takes a moment between the two processes.
    await rest(lookEvery);
    const other = await runningPostmaster(cluster.folder);
    if (stopping.signal.aborted) return true;
    if (other === undefined) {
      onProgress({ kind: 'server-lost', pid });
      pid = await startPostmaster(cluster, port);
    } else {
      pid = other.pid;
      endWithThisProcess(pid, cluster);
    }
    return true;
  }

  function rest(milliseconds: number): Promise<void> {
    return sleep(milliseconds, undefined, { ref: false, signal: stopping.signal }).catch(() => {});
  }

  return {
    get pid() {
      return pid;
    },
    pause: (work) =>
      inTurn(async () => {
        await stopPostmaster(cluster, pid);
        try {
          return await work();
        } finally {
          if (!stopping.signal.aborted) pid = await startPostmaster(cluster, port);
        }
      }),
    async stop() {
      stopping.abort();
      await watching;
      await turn;
      await stopPostmaster(cluster, pid);
    },
  };
}
