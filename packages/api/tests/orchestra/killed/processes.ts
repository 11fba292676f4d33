import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startAppProcess } from '@atelier/testkit/app-process.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import type { Chance } from './chance.ts';

/** Where workers die by themselves. */
const points = [
  'engine.claimed',
  'engine.taken-over',
  'engine.before-save',
  'engine.saved',
  'engine.before-commit',
  'engine.heartbeat',
  'transaction.before-commit',
  'transaction.after-commit',
  'orchestra.before-intent',
  'orchestra.step-intended',
  'orchestra.step-acted',
  'orchestra.step-probed',
] as const;

/** How workers and servers died, by the point or the signal. */
export type Deaths = Map<string, number>;

/** Something that is started again each time that it ends. */
export interface Immortal {
  kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  end(): Promise<void>;
}

/** A worker, which comes back each time with another point to die at and another wrong clock. */
export function keepWorker(url: string, chance: Chance, deaths: Deaths): Immortal {
  const script = join(import.meta.dirname, '../worker-process.ts');
  let point = '';
  return keepAlive(
    () => {
      point = chance.oneOf(points);
      const words = [url, point, 'SIGKILL', `${1 + chance.upTo(6)}`, `${skew(chance)}`];
      return spawn(process.execPath, [...programArguments(script), ...words], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
    },
    (wasKilled) => count(deaths, wasKilled ? 'worker, at any moment' : point),
  );
}

const skew = (chance: Chance) => (chance.upTo(21) - 10) * 60_000;

/** The server as it is started, which hosts a worker. */
export function keepServer(env: Readonly<Record<string, string>>, deaths: Deaths): Immortal {
  return keepAlive(
    () => startAppProcess(env).process,
    () => count(deaths, 'server'),
  );
}

export function count(deaths: Deaths, what: string): void {
  deaths.set(what, (deaths.get(what) ?? 0) + 1);
}

function keepAlive(start: () => ChildProcess, onEnd: (wasKilled: boolean) => void): Immortal {
  let isOver = false;
  let wasKilled = false;
  let child = start();
  const run = async () => {
    while (!isOver) {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      if (isOver) return;
      onEnd(wasKilled);
      wasKilled = false;
      child = start();
    }
  };
  const done = run();
  return {
    kill(signal) {
      wasKilled ||= signal === 'SIGKILL';
      child.kill(signal);
    },
    async end() {
      isOver = true;
      child.kill('SIGKILL');
      await done;
    },
  };
}
