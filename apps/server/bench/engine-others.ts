import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { Pool } from 'pg';
import PgBoss from 'pg-boss';
import type { EngineLoadResult } from './engine-load.ts';

/** Others' engines at the same work, each set as it is fastest. */
export interface OtherLoad {
  readonly connectionString: string;
  readonly work: 'dbos-steps' | 'graphile-drain' | 'graphile-latency' | 'pgboss-drain';
  readonly runs: number;
  readonly steps?: number;
  readonly concurrency?: number;
}

const load = (await json(process.stdin)) as OtherLoad;
const { connectionString, runs, steps = 10, concurrency = 24 } = load;

/** A workflow of plain steps; so many at once as its connections can serve. */
async function dbosSteps(): Promise<number> {
  DBOS.setConfig({
    name: 'bench',
    systemDatabaseUrl: connectionString,
    systemDatabasePoolSize: 20,
    logLevel: 'error',
  });
  const workflow = DBOS.registerWorkflow(
    async () => {
      for (let position = 0; position < steps; position += 1) {
        await DBOS.runStep(async () => ({ ok: true, position }), { name: `step-${position}` });
      }
    },
    { name: 'durable' },
  );
  await DBOS.launch();
  const began = performance.now();
  let left = runs;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (; left > 0; ) {
        left -= 1;
        await (await DBOS.startWorkflow(workflow)()).getResult();
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  await DBOS.shutdown();
  return seconds;
}

const quiet = new Logger(() => () => {});

async function graphileDrain(): Promise<number> {
  const pool = new Pool({ connectionString, max: concurrency + 2 });
  const utils = await makeWorkerUtils({ pgPool: pool, logger: quiet });
  await utils.migrate();
  await pool.query(
    `SELECT graphile_worker.add_jobs(array_agg(json_populate_record(NULL::graphile_worker.job_spec,
      '{"identifier": "noop"}'))) FROM generate_series(1, $1)`,
    [runs],
  );
  let done = 0;
  const began = performance.now();
  const runner = await run({
    pgPool: pool,
    logger: quiet,
    concurrency,
    pollInterval: 100,
    noPreparedStatements: false,
    noHandleSignals: true,
    taskList: {
      async noop() {
        done += 1;
      },
    },
  });
  while (done < runs) await sleep(1);
  for (;;) {
    const { rows } = await pool.query('SELECT count(*)::int AS left FROM graphile_worker.jobs');
    if (rows[0].left === 0) break;
  }
  const seconds = (performance.now() - began) / 1000;
  await runner.stop();
  await utils.release();
  await pool.end();
  return seconds;
}

async function graphileLatency(): Promise<readonly number[]> {
  const pool = new Pool({ connectionString, max: 12 });
  const utils = await makeWorkerUtils({ pgPool: pool, logger: quiet });
  await utils.migrate();
  const started = new Map<number, (at: number) => void>();
  const runner = await run({
    pgPool: pool,
    logger: quiet,
    concurrency: 10,
    noHandleSignals: true,
    taskList: {
      async probe(payload) {
        started.get((payload as { sample: number }).sample)?.(performance.now());
      },
    },
  });
  await sleep(1000);
  const samples: number[] = [];
  for (let sample = 0; sample < runs; sample += 1) {
    const isStarted = new Promise<number>((resolve) => {
      started.set(sample, resolve);
    });
    const began = performance.now();
    await utils.addJob('probe', { sample });
    samples.push((await isStarted) - began);
    await sleep(5 + (sample % 10));
  }
  await runner.stop();
  await utils.release();
  await pool.end();
  return samples;
}

async function pgbossDrain(): Promise<number> {
  const boss = new PgBoss({
    connectionString,
    max: 10,
    supervise: false,
    schedule: false,
  });
  await boss.start();
  await boss.createQueue('noop');
  const jobs = Array.from({ length: runs }, () => ({ name: 'noop' }));
  for (let from = 0; from < runs; from += 5000) await boss.insert(jobs.slice(from, from + 5000));
  let done = 0;
  const began = performance.now();
  // Its workers sleep between two batches; who asks for himself does not have to.
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (;;) {
        const batch = await boss.fetch('noop', { batchSize: 500 });
        if (batch.length === 0) return;
        await boss.complete(
          'noop',
          batch.map(({ id }) => id),
        );
        done += batch.length;
      }
    }),
  );
  if (done !== runs) throw new Error(`pg-boss did ${done}`);
  const seconds = (performance.now() - began) / 1000;
  await boss.stop({ graceful: false, wait: true });
  return seconds;
}

const result: EngineLoadResult = {
  seconds:
    load.work === 'dbos-steps'
      ? await dbosSteps()
      : load.work === 'graphile-drain'
        ? await graphileDrain()
        : load.work === 'pgboss-drain'
          ? await pgbossDrain()
          : 0,
  samples: load.work === 'graphile-latency' ? await graphileLatency() : [],
  memory: 0,
};
console.log(JSON.stringify(result));
process.exit(0);
