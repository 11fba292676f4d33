import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@atelier/db/kernel/connection.ts';
import { armCrashPoints, crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import {
  type Advance,
  type ClaimedRun,
  type Handler,
  StepAborted,
} from '@atelier/engine/handler.ts';
import { jobQueue } from '@atelier/engine/queue.ts';
import { afterCrash, type Repeatability } from '@atelier/engine/rules/after-crash.ts';
import { startWorker, type WorkerStats } from '@atelier/engine/worker.ts';
import type { Knex } from 'knex';

/** What a test gives the workers in a process of its own, as JSON on its command line. */
export interface WorkerProcessOptions {
  readonly url: string;
  readonly pooledUrl?: string;
  /** How many workers it has, each with a pool of its own; one unless told. */
  readonly workers?: number;
  readonly poolSize?: number;
  readonly leaseMs?: number;
  readonly pollMs?: number;
  readonly concurrency?: number;
  /** Dies when this point is passed for so many times. */
  readonly crash?: { readonly point: string; readonly passes: number };
  /** How wrong its clock is, in milliseconds. */
  readonly skewMs?: number;
}

/** What each worker of the process answers when it is asked. */
export interface WorkerReport extends WorkerStats {
  readonly id: string;
  /** What went wrong in it, in the order in which it did. */
  readonly errors: readonly string[];
}

/** What the runs of the tests have in their context. */
interface Work {
  readonly count: number;
  readonly ms?: number;
  readonly repeatability?: Repeatability;
  readonly intent?: string;
}

const options: WorkerProcessOptions = JSON.parse(process.argv[2] ?? '{}');
const { url, workers: count = 1, leaseMs = 1000, pollMs = 100, concurrency = 10 } = options;
const { crash, skewMs = 0 } = options;
const now = Date.now;
Date.now = () => now() + skewMs;

let left = crash?.passes ?? 0;
armCrashPoints((name) => {
  if (name !== crash?.point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
});

/** The world outside: what was done there is done, whatever becomes of this process. */
const outside = connect({ connectionString: url, poolSize: 4 });

const done = (by: string, run: ClaimedRun, work: Work, context: object = {}): Advance => ({
  results: [
    {
      stepKey: `step-${run.position}`,
      status: 'PASSED',
      position: run.position,
      result: { fence: run.fence, by },
    },
  ],
  position: run.position + 1,
  context: { ...work, ...context },
  outcome: run.position + 1 === work.count ? 'pass' : 'next',
});

/** Steps that may be repeated, and the end in a table. */
const steps = (by: string): Handler => ({
  async advance(run, { signal }) {
    const work = run.context as Work;
    if (work.ms !== undefined) await sleep(work.ms, undefined, { signal });
    return done(by, run, work);
  },
  async onFinished(trx, finished) {
    for (const { id } of finished) await trx.raw('INSERT INTO ends (run_id) VALUES (?)', [id]);
  },
});

/** Steps that must not be: each is intended, performed outside, and written down. */
const pay = (by: string): Handler => ({
  async advance(run, tools) {
    const { intent, ...work } = run.context as Work;
    const { repeatability = 'probed' } = work;
    const key = `${run.id}-${run.position}`;
    const known = { intended: intent === key, recorded: false, repeatability };
    let what = afterCrash(
      run.decision?.as === 'done' || run.decision?.as === 'retry'
        ? { ...known, decision: run.decision.as }
        : known,
    );
    if (what === 'perform' && intent !== key) {
      return { context: { ...work, intent: key }, outcome: 'next' };
    }
    // Nobody was interrupted: the intent was written just now, by this worker.
    if (!run.resumed) what = 'perform';
    if (what === 'ask_probe') {
      const { rows } = await outside.raw('SELECT FROM payments WHERE key = ?', [key]);
      what = afterCrash({ ...known, probe: rows.length > 0 ? 'happened' : 'did_not_happen' });
    }
    if (what === 'stuck') return { outcome: { stuck: { code: 'ERR_DID_IT_HAPPEN', key } } };
    if (what === 'perform' && !tools.isHeld()) throw new StepAborted('lost');
    if (what !== 'take_as_done') await payOutside(outside, key, repeatability === 'keyed');
    if (work.ms !== undefined) await sleep(work.ms);
    crashPoint('pay.performed');
    return done(by, run, work);
  },
});

async function payOutside(world: Knex, key: string, isKeyed: boolean): Promise<void> {
  await world.raw(
    `INSERT INTO payments (key) VALUES (?) ${isKeyed ? 'ON CONFLICT (key) WHERE is_keyed DO NOTHING' : ''}`,
    [key],
  );
}

const workers = Array.from({ length: count }, () => {
  const { pooledUrl, poolSize } = options;
  const db = connect({ connectionString: url, pooledUrl, ...(poolSize && { poolSize }) });
  const errors: string[] = [];
  const id = newId();
  const worker = startWorker({
    ...{ db, queue: jobQueue, workerId: id, concurrency, leaseMs, pollMs },
    handlers: { steps: steps(id), pay: pay(id) },
    onError: (error, what) => errors.push(`${what}: ${error}`),
  });
  return { worker, db, report: (): WorkerReport => ({ id, errors, ...worker.stats() }) };
});
process.on('SIGTERM', async () => {
  await Promise.all(workers.map(({ worker }) => worker.drain(5000)));
  await Promise.all([outside, ...workers.map(({ db }) => db)].map((db) => db.destroy()));
  process.exit(0);
});
process.on('message', () => process.send?.(workers.map(({ report }) => report())));
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.send?.('started');
