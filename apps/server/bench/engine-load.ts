import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@atelier/db/kernel/connection.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { enqueue } from '@atelier/engine/enqueue.ts';
import type { Handler } from '@atelier/engine/handler.ts';
import { jobQueue } from '@atelier/engine/queue.ts';
import { startWorker } from '@atelier/engine/worker.ts';
import { Client } from 'pg';

/** What the engine's own load program is to do. */
export interface EngineLoad {
  readonly connectionString: string;
  readonly work: 'steps' | 'coalesced-steps' | 'bulk-steps' | 'drain' | 'latency' | 'hold';
  /** Runs; of `latency` samples. */
  readonly runs: number;
  /** Of each run; of the works that end in `steps`. */
  readonly steps?: number;
  readonly concurrency?: number;
  /** Of `latency`: how many runs are queued and being worked off meanwhile. */
  readonly backlog?: number;
}

export interface EngineLoadResult {
  readonly seconds: number;
  /** Of `latency`, in milliseconds. */
  readonly samples: readonly number[];
  /** Of `hold`, in MB. */
  readonly memory: number;
}

const load = (await json(process.stdin)) as EngineLoad;
const { connectionString, runs, steps = 10, concurrency = 500 } = load;
const db = connect({ connectionString, poolSize: 8 });

/** Each step writes a result, as a durable step of anybody's does. */
const durable: Handler = {
  async advance({ position }) {
    return {
      results: [
        { stepKey: `step-${position}`, status: 'PASSED', position, result: { ok: true, position } },
      ],
      position: position + 1,
      context: { at: position + 1 },
      outcome: position + 1 === steps ? 'pass' : 'next',
    };
  },
};

async function untilFinished(worker: ReturnType<typeof startWorker>, count: number) {
  while (worker.stats().finished < count) await sleep(1);
}

const many = (count: number, kind: string, rest = {}) =>
  Array.from({ length: count }, () => ({ kind, ...rest }));

async function work(kind: string, handler: Handler): Promise<number> {
  await enqueue(db, jobQueue, many(runs, kind));
  const began = performance.now();
  const worker = startWorker({
    db,
    queue: jobQueue,
    handlers: { [kind]: handler },
    concurrency,
    onError: console.error,
  });
  await untilFinished(worker, runs);
  const seconds = (performance.now() - began) / 1000;
  await worker.drain();
  return seconds;
}

/**
 * The same rows without an engine, coalesced: each run is a loop of its own, whose next step begins when the one before
 * is on the disk, and what is ready together is written together, on two connections. No lease is kept, nobody's fence
 * is looked at, nothing is asked of a run, and no handler is believed to do wrong.
 */
async function coalescedSteps(): Promise<number> {
  const ids = (await enqueue(db, jobQueue, many(runs, 'raw'))).toSorted();
  const clients = await connected(2);
  const claimed = coalescing(clients, claimRaw);
  const saved = coalescing(clients, saveRaw);
  const began = performance.now();
  const left = ids.values();
  const loop = async () => {
    for (const id of left) {
      await claimed(id);
      for (let position = 0; position < steps; position += 1) {
        await saved({
          ...{ id, position, key: `step-${position}` },
          context: JSON.stringify({ at: position + 1 }),
          result: JSON.stringify({ ok: true, position }),
        });
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return seconds;
}

/** Writes what is ready together, in one statement for each connection that is free. */
function coalescing<Item>(
  clients: readonly Client[],
  write: (client: Client, items: readonly Item[]) => Promise<unknown>,
): (item: Item) => Promise<void> {
  let waiting: { item: Item; done: () => void }[] = [];
  const free = [...clients];
  const fly = async (client: Client) => {
    await undefined;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await write(
        client,
        batch.map(({ item }) => item),
      );
      for (const { done } of batch) done();
    }
    free.push(client);
  };
  return (item) =>
    new Promise((done) => {
      waiting.push({ item, done });
      const client = free.pop();
      if (client !== undefined) void fly(client);
    });
}

/**
 * The same rows in bulk: whole blocks of runs go from step to step together. It knows beforehand what it will write,
 * and no run waits for itself: nothing that runs anybody's steps can do so.
 */
async function bulkSteps(): Promise<number> {
  const ids = (await enqueue(db, jobQueue, many(runs, 'raw'))).toSorted();
  const clients = await connected(2);
  const began = performance.now();
  const together = concurrency / 2;
  await Promise.all(
    clients.map(async (client, lane) => {
      const mine = ids.filter((_, place) => place % 2 === lane);
      for (let from = 0; from < mine.length; from += together) {
        const block = mine.slice(from, from + together);
        await claimRaw(client, block);
        for (let position = 0; position < steps; position += 1) {
          const context = JSON.stringify({ at: position + 1 });
          const result = JSON.stringify({ ok: true, position });
          await saveRaw(
            client,
            block.map((id) => ({ id, position, key: `step-${position}`, context, result })),
          );
        }
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return seconds;
}

async function connected(count: number): Promise<readonly Client[]> {
  const clients = Array.from({ length: count }, () => new Client({ connectionString }));
  await Promise.all(clients.map((client) => client.connect()));
  return clients;
}

const claimRaw = (client: Client, ids: readonly string[]) =>
  client.query(
    `UPDATE kernel.jobs SET status = 'IN_PROGRESS', locked_by = 'raw', fence = 1, lock_until = now(),
      heartbeat_at = now(), started_at = now() WHERE id = ANY ($1::uuid[])`,
    [ids],
  );

interface RawStep {
  readonly id: string;
  readonly position: number;
  readonly key: string;
  readonly context: string;
  readonly result: string;
}

const saveRaw = (client: Client, saves: readonly RawStep[]) =>
  client.query(
    `WITH given AS (
      SELECT *, position + 1 = ${steps} AS is_last
      FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[]) AS g (id, position, context, key, result)
    ), saved AS (
      UPDATE kernel.jobs AS r SET position = g.position + 1, sequence = g.position + 1,
        checkpoint = g.position + 1, execution_context = g.context::jsonb, heartbeat_at = now(),
        status = CASE WHEN g.is_last THEN 'PASSED' ELSE 'IN_PROGRESS' END,
        finished_at = CASE WHEN g.is_last THEN now() END,
        locked_by = CASE WHEN NOT g.is_last THEN 'raw' END,
        lock_until = CASE WHEN NOT g.is_last THEN now() END
      FROM given AS g WHERE r.id = g.id
    )
    INSERT INTO kernel.job_results
      (run_id, sequence, position, status, step_key, started_at, finished_at, result)
    SELECT id, position + 1, position, 'PASSED', key, now(), now(), result::jsonb FROM given`,
    [
      saves.map(({ id }) => id),
      saves.map(({ position }) => position),
      saves.map(({ context }) => context),
      saves.map(({ key }) => key),
      saves.map(({ result }) => result),
    ],
  );

/** How long from before the insert until the handler has it. */
async function latency(): Promise<readonly number[]> {
  const { backlog = 0 } = load;
  const started = new Map<string, (at: number) => void>();
  const handler: Handler = {
    async advance({ id }) {
      const tell = started.get(id);
      if (tell === undefined) await sleep(5);
      else tell(performance.now());
      return { outcome: 'pass' };
    },
  };
  if (backlog > 0) await enqueue(db, jobQueue, many(backlog, 'probe'));
  const worker = startWorker({
    db,
    queue: jobQueue,
    handlers: { probe: handler },
    concurrency: 20,
  });
  await sleep(1000);
  const samples: number[] = [];
  for (let sample = 0; sample < runs; sample += 1) {
    const id = newId();
    const isStarted = new Promise<number>((resolve) => {
      started.set(id, resolve);
    });
    const began = performance.now();
    await enqueue(db, jobQueue, [{ id, kind: 'probe', priority: backlog > 0 ? 1000 : 0 }]);
    samples.push((await isStarted) - began);
    await sleep(5 + (sample % 10));
  }
  await worker.drain();
  return samples;
}

/** A worker with so many runs in its hands, each in the middle of a step. */
async function hold(): Promise<number> {
  const slow: Handler = {
    async advance(run, tools) {
      await sleep(200);
      return durable.advance(run, tools);
    },
  };
  await enqueue(db, jobQueue, many(runs * 2, 'held'));
  const worker = startWorker({
    db,
    queue: jobQueue,
    handlers: { held: slow },
    concurrency: runs,
    onError: console.error,
  });
  let memory = 0;
  let mostHeld = 0;
  while (worker.stats().finished < runs * 2) {
    mostHeld = Math.max(mostHeld, worker.stats().held);
    memory = Math.max(memory, process.memoryUsage.rss() / 2 ** 20);
    await sleep(50);
  }
  await worker.drain();
  if (mostHeld < runs) throw new Error(`only ${mostHeld} were in flight`);
  return memory;
}

const result: EngineLoadResult = {
  seconds:
    load.work === 'steps'
      ? await work('durable', durable)
      : load.work === 'coalesced-steps'
        ? await coalescedSteps()
        : load.work === 'bulk-steps'
          ? await bulkSteps()
          : load.work === 'drain'
            ? await work('noop', { advance: async () => ({ outcome: 'pass' }) })
            : 0,
  samples: load.work === 'latency' ? await latency() : [],
  memory: load.work === 'hold' ? await hold() : 0,
};
await db.destroy();
console.log(JSON.stringify(result));
