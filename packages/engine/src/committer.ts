import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { isPassing, isUnavailable } from '@atelier/db/kernel/database-errors.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Handler } from './handler.ts';
import { backoffMs } from './rules/backoff.ts';
import { finalStatuses } from './rules/run-machine.ts';
import { alreadySaved, type Saved } from './save.ts';
import { type Desk, writeTogether } from './write-together.ts';

export interface CommitterOptions extends Desk {
  readonly onError: (error: unknown, what: string) => void;
}

interface Waiting extends Checkpoint {
  readonly resolve: (saved: Saved | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** The most that go into one statement, and how many statements are under way at once. */
const mostTogether = 400;
const flights = 2;
const pause = { firstMs: 50, factor: 2, maxMs: 1000, jitter: 0.5 };

/**
 * Writes checkpoints of many runs together: what comes in while a statement is under way goes with the next one, so
 * the disk is waited for once for all of them. Those that need a transaction with more in it go by kind.
 */
export function createCommitter(options: CommitterOptions) {
  const lanes = new Map<Handler['onFinished'] | 'alone' | undefined, Lane>();

  return {
    /**
     * Undefined where the lease was lost: nothing is written, now or later.
     *
     * @throws what the database, `also` or `onFinished` said to this checkpoint by itself
     */
    commit(checkpoint: Checkpoint): Promise<Saved | undefined> {
      const { also, write, onFinished } = checkpoint;
      const isEnd = finalStatuses.includes(write.status);
      const key = also !== undefined ? 'alone' : isEnd ? onFinished : undefined;
      let lane = lanes.get(key);
      if (lane === undefined) {
        lane = createLane(options, key === 'alone' ? 1 : mostTogether);
        lanes.set(key, lane);
      }
      return lane(isEnd ? checkpoint : { run: checkpoint.run, write, also });
    },
  };
}

type Lane = (checkpoint: Checkpoint) => Promise<Saved | undefined>;

function createLane(options: CommitterOptions, together: number): Lane {
  const waiting: Waiting[] = [];
  let underWay = 0;
  const fly = async (): Promise<void> => {
    underWay += 1;
    // Whatever is ready in this turn goes along.
    await undefined;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, together).toSorted(byId);
      await write(options, batch);
    }
    underWay -= 1;
  };
  return (checkpoint) =>
    new Promise((resolve, reject) => {
      waiting.push({ ...checkpoint, resolve, reject });
      if (underWay < flights) void fly();
    });
}

/** So that no two statements lock the same rows in different orders. */
const byId = (a: Waiting, b: Waiting): number => (a.run.id < b.run.id ? -1 : 1);

/** Tries until it is written, or refused, or its lease has run out. Never throws. */
async function write(options: CommitterOptions, batch: readonly Waiting[]): Promise<void> {
  let left = batch;
  let isUncertain = false;
  for (let attempt = 1; ; attempt += 1) {
    for (const { resolve } of left.filter(({ run }) => run.isLost)) resolve(undefined);
    left = left.filter(({ run }) => !run.isLost);
    if (left.length === 0) return;
    try {
      if (isUncertain) left = settle(left, await findSaved(options, left));
      crashPoint('engine.before-save');
      const saved = await writeTogether(options, left);
      crashPoint('engine.saved');
      left = settle(left, saved);
      // The statement whose answer was lost may have been on its way all the while.
      if (isUncertain && left.length > 0) left = settle(left, await findSaved(options, left));
      for (const { resolve } of left) resolve(undefined);
      return;
    } catch (error) {
      if (!isPassing(error)) return refuse(options, left, error);
      options.onError(error, 'checkpoint');
      isUncertain ||= isUnavailable(error);
      await sleep(backoffMs(attempt, pause, Math.random()));
    }
  }
}

/** @returns those that are not among them */
function settle(batch: readonly Waiting[], saved: readonly Saved[]): readonly Waiting[] {
  const byRun = new Map(saved.map((one) => [one.id, one]));
  return batch.filter(({ run, resolve }) => {
    const one = byRun.get(run.id);
    if (one === undefined) return true;
    resolve(one);
    return false;
  });
}

function findSaved({ db, queue }: CommitterOptions, batch: readonly Waiting[]) {
  return alreadySaved(
    db,
    queue,
    batch.map(({ run, write }) => run.toSave(write)),
  );
}

/** One bad checkpoint is nobody else's: halves are tried until it stands alone. */
async function refuse(
  options: CommitterOptions,
  batch: readonly Waiting[],
  error: unknown,
): Promise<void> {
  if (batch.length === 1) {
    for (const { reject } of batch) reject(error);
    return;
  }
  const middle = batch.length >> 1;
  await write(options, batch.slice(0, middle));
  await write(options, batch.slice(middle));
}
