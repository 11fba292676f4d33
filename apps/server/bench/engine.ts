import { connect } from '@atelier/db/kernel/connection.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { runLoad } from './child.ts';
import type { EngineLoad, EngineLoadResult } from './engine-load.ts';
import type { OtherLoad } from './engine-others.ts';
import {
  type Figure,
  interleaved,
  percentile,
  rounded,
  shareOfFloor,
  timesFloor,
  underLimit,
} from './figure.ts';
import type { Platform } from './platform.ts';

const rounds = 3;
const steps = 10;
const durableRuns = 2000;
const dbosRuns = 60;
const drained = 20_000;
const finishedRuns = 1_000_000;

/** The engine against its bare statements, and against what others have. */
export async function* engineFigures(platform: Platform): AsyncGenerator<Figure> {
  const fresh = await openDatabase(platform, 'engine_fresh');
  const full = await openDatabase(platform, 'engine_full');
  try {
    yield* durable(fresh);
    yield* draining(fresh);
    yield* starting(fresh);
    await addFinished(full);
    yield* besideFinished(fresh, full);
    const { memory } = await ours(fresh, { work: 'hold', runs: 1000 });
    yield underLimit('engine.memory.1000-in-flight', 'MB', { value: memory }, 300);
  } finally {
    for (const name of ['engine_fresh', 'engine_full']) {
      await platform.db.raw(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  }
}

async function* durable(url: string): AsyncGenerator<Figure> {
  const perSecond = (runs: number, { seconds }: EngineLoadResult) => (runs * steps) / seconds;
  const one = async () =>
    perSecond(durableRuns, await ours(url, { work: 'steps', runs: durableRuns, steps }));
  const raw = (work: EngineLoad['work']) => async () =>
    perSecond(durableRuns, await ours(url, { work, runs: durableRuns, steps }));
  yield shareOfFloor(
    'engine.steps.raw-coalesced',
    'steps/s',
    await interleaved(rounds, one, raw('coalesced-steps')),
    0.7,
  );
  yield withoutLimit(
    'engine.steps.raw-bulk',
    'steps/s',
    await interleaved(rounds, one, raw('bulk-steps')),
  );
  yield shareOfFloor(
    'engine.steps.dbos',
    'steps/s',
    await interleaved(rounds, one, async () =>
      perSecond(dbosRuns, await others(url, { work: 'dbos-steps', runs: dbosRuns, steps })),
    ),
    20,
  );
}

async function* draining(url: string): AsyncGenerator<Figure> {
  const perSecond = ({ seconds }: EngineLoadResult) => drained / seconds;
  const one = async () => perSecond(await ours(url, { work: 'drain', runs: drained }));
  for (const work of ['graphile-drain', 'pgboss-drain'] as const) {
    const other = async () => perSecond(await others(url, { work, runs: drained }));
    const measured = await interleaved(rounds, one, other);
    // pg-boss hands out batches, which nobody has to run one by one: it is for comparison.
    if (work === 'graphile-drain')
      yield shareOfFloor(`engine.drain.${work}`, 'runs/s', measured, 1);
    else yield withoutLimit(`engine.drain.${work}`, 'runs/s', measured);
  }
}

/** For comparison. */
const withoutLimit = (
  figure: string,
  unit: string,
  { value, floor }: { readonly value: number; readonly floor: number },
): Figure => ({
  ...{ figure, unit },
  value: rounded(value),
  floor: rounded(floor),
  ratio: rounded(value / floor),
});

async function* starting(url: string): AsyncGenerator<Figure> {
  const runs = 200;
  const { samples } = await ours(url, { work: 'latency', runs });
  const theirs = (await others(url, { work: 'graphile-latency', runs })).samples;
  for (const [share, name, limit] of [
    [0.5, 'p50', 3],
    [0.99, 'p99', 7],
  ] as const) {
    const measured = { value: percentile(samples, share), floor: percentile(theirs, share) };
    yield underLimit(`engine.start.idle.${name}`, 'ms', measured, limit);
  }
  const behind = await ours(url, { work: 'latency', runs: 100, backlog: 100_000 });
  const value = percentile(behind.samples, 0.99);
  yield underLimit('engine.start.behind-100000.p99', 'ms', { value }, 50);
}

/** What has ended is in nobody's way. */
async function* besideFinished(fresh: string, full: string): AsyncGenerator<Figure> {
  const drain = (url: string) => async () =>
    (await ours(url, { work: 'drain', runs: drained })).seconds;
  yield timesFloor(
    'engine.drain.beside-finished',
    's',
    await interleaved(rounds, drain(full), drain(fresh)),
    1.2,
  );
  const start = (url: string) => async () =>
    percentile((await ours(url, { work: 'latency', runs: 200 })).samples, 0.5);
  yield timesFloor(
    'engine.start.beside-finished',
    'ms',
    await interleaved(rounds, start(full), start(fresh)),
    1.2,
  );
}

const ours = (connectionString: string, load: Omit<EngineLoad, 'connectionString'>) =>
  runLoad<EngineLoadResult>('engine-load.ts', { connectionString, ...load });
const others = (connectionString: string, load: Omit<OtherLoad, 'connectionString'>) =>
  runLoad<EngineLoadResult>('engine-others.ts', { connectionString, ...load });

async function openDatabase({ db, connectionString }: Platform, name: string): Promise<string> {
  await db.raw(`CREATE DATABASE ${name}`);
  const url = new URL(connectionString);
  url.pathname = `/${name}`;
  const opened = connect({ connectionString: url.href, poolSize: 1 });
  await migrateUp(opened);
  await opened.destroy();
  return url.href;
}

async function addFinished(connectionString: string): Promise<void> {
  const db = connect({ connectionString, poolSize: 1 });
  await db.raw(
    `INSERT INTO kernel.jobs (id, kind, status, fence, position, started_at, finished_at)
    SELECT gen_random_uuid(), 'old', 'PASSED', 1, 1, now(), now() FROM generate_series(1, ?)`,
    [finishedRuns],
  );
  await db.raw('VACUUM (ANALYZE) kernel.jobs');
  await db.destroy();
}
