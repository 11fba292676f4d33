import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@atelier/db/kernel/connection.ts';
import { enqueue, type NewRun, setLimit } from '@atelier/engine/enqueue.ts';
import { migrateDatabase } from '@atelier/testkit/migrate-database.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { startThrowAwayPostgres } from '@atelier/testkit/throw-away-postgres.ts';
import type { Knex } from 'knex';
import { expect, test } from 'vitest';
import { queue } from './queue-of-test.ts';
import { startWorkerProcess, type WorkerProcess } from './start-worker-process.ts';

// A hundred workers on one queue, of which some are killed: every run is done once, in its turn, and each worker has
// its share.

/** Of each worker. */
const concurrency = 5;
/** With the last of the runs claims begin to count, one after the other. */
const narrow = { key: 'narrow', max: 3 };

proof('workers-hundred', { short: 400, long: 20_000 }, ({ rounds, passed, say }) => {
  const isLong = rounds > 1000;
  const processes = isLong ? 10 : 2;
  const workers = isLong ? 10 : 5;
  const deaths = isLong ? 3 : 1;
  const part = rounds / 10;

  test('every run is done once and in its turn, and each worker has its share', async () => {
    const place = isLong ? await openLargePostgres() : await openTestDatabase();
    const { db, url } = place;
    const alive: WorkerProcess[] = [];
    const start = () =>
      startWorkerProcess({
        ...{ url, workers, poolSize: 3 },
        ...{ concurrency, leaseMs: isLong ? 10_000 : 3000, pollMs: 1000 },
      });
    try {
      await makeTables(db);
      alive.push(...(await Promise.all(Array.from({ length: processes }, start))));
      const seen = new Set<string>();
      const errors: string[] = [];
      const look = async (one: WorkerProcess) => {
        const reports = await one.reports();
        for (const report of reports) seen.add(report.id);
        errors.push(...reports.flatMap((report) => report.errors));
        return reports.map(({ id }) => id);
      };

      const began = performance.now();
      const ids: string[] = [];
      let killed = 0;
      let orphans = 0;
      let done = 0;
      let mostNarrow = 0;
      while (done < rounds) {
        // Some at a time, so that the queue runs dry and fills again.
        if (ids.length < rounds && ids.length - done < rounds / 4) {
          const isLast = ids.length === rounds - part;
          if (isLast) await setLimit(db, queue, narrow.key, narrow.max);
          ids.push(...(await enqueue(db, queue, runs(part, isLast))));
        }
        await sleep(100);
        const progress = await progressOf(db);
        passed(progress.done - done);
        done = progress.done;
        mostNarrow = Math.max(mostNarrow, progress.narrow);
        if (killed < deaths && done > ((killed + 1) * rounds) / (deaths + 2)) {
          const victim = alive.shift();
          if (victim === undefined) throw new Error('All are dead.');
          const victims = await look(victim);
          await victim.kill();
          killed += 1;
          orphans += await heldBy(db, victims);
          alive.push(await start());
        }
      }
      const seconds = (performance.now() - began) / 1000;

      for (const one of alive) await look(one);
      // What they counted is told when their sessions end.
      await Promise.all(alive.splice(0).map((one) => one.kill()));
      const shares = await sharesOf(db, [...seen]);
      const found = await lookBack(db);
      say(
        `${rounds} runs by ${processes * workers} workers in ${processes} processes, ${Math.round(rounds / seconds)} a second; ` +
          `${killed * workers} workers killed, which held ${orphans} runs, ${found.taken_over} taken over; ` +
          `steps of a worker ${shares.least} to ${shares.most}, half of them at least ${shares.median}; ` +
          `passed over by at most ${found.passed_over}; ${found.deadlocks} deadlocks, ${errors.length} errors`,
      );
      expect(found).toMatchObject({ wrong: 0, deadlocks: 0, passed: rounds });
      expect(errors).toEqual([]);
      expect(orphans).toBeGreaterThan(0);
      expect(found.taken_over).toBeGreaterThanOrEqual(orphans);
      expect(mostNarrow).toBeLessThanOrEqual(narrow.max);
      expect(shares.least).toBeGreaterThan(0);
      // Those that are claimed at the same time may change places among themselves, and no others.
      expect(found.passed_over).toBeLessThanOrEqual(processes * workers * concurrency);
    } finally {
      await Promise.all(alive.map((one) => one.kill()));
      await place.close();
    }
  });
});

/** Of four runs two do what may be repeated, one pays under a key, one pays and can be asked whether it did. */
function runs(count: number, isLimited: boolean): readonly NewRun[] {
  return Array.from({ length: count }, (_, place) => {
    const way = place % 4;
    if (way < 2) {
      const limitKeys = isLimited && place % 10 === 0 ? [narrow.key] : [];
      return { kind: 'steps', context: { count: 3, ms: 20 }, limitKeys };
    }
    const repeatability = way === 2 ? 'keyed' : 'probed';
    return { kind: 'pay', context: { count: 2, ms: 20, repeatability } };
  });
}

interface Place {
  readonly db: Knex;
  readonly url: string;
  close(): Promise<void>;
}

async function openTestDatabase(): Promise<Place> {
  const database = await createTestDatabase();
  return {
    db: database.db,
    url: database.connectionString,
    close: () => database.drop(),
  };
}

/** A server of its own, with room for a hundred pools. */
async function openLargePostgres(): Promise<Place> {
  const server = await startThrowAwayPostgres({ maxConnections: 500 });
  const db = connect({ connectionString: server.connectionString });
  await migrateDatabase(db);
  return {
    db,
    url: server.connectionString,
    async close() {
      await db.destroy();
      await server.stop();
    },
  };
}

async function makeTables(db: Knex): Promise<void> {
  await db.raw('CREATE TABLE ends (run_id uuid PRIMARY KEY)');
  // A payment that is made twice is there twice, unless the other side knows its key.
  await db.raw(
    'CREATE TABLE payments (key text NOT NULL, is_keyed boolean NOT NULL DEFAULT false)',
  );
  await db.raw('CREATE INDEX ON payments (key)');
  await db.raw('CREATE UNIQUE INDEX ON payments (key) WHERE is_keyed');
  await db.raw(`
    CREATE FUNCTION note_key() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      NEW.is_keyed = EXISTS (SELECT FROM kernel.jobs WHERE id = left(NEW.key, 36)::uuid
        AND execution_context ->> 'repeatability' = 'keyed');
      RETURN NEW;
    END $$`);
  await db.raw(
    'CREATE TRIGGER note_key BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION note_key()',
  );
}

async function progressOf(db: Knex): Promise<{ done: number; narrow: number }> {
  const { rows } = await db.raw(
    `SELECT count(*) FILTER (WHERE finished_at IS NOT NULL OR status = 'FAILED_STUCK')::int AS done,
       count(*) FILTER (WHERE status = 'IN_PROGRESS' AND limit_keys <> '{}')::int AS narrow
     FROM kernel.jobs`,
  );
  return rows[0];
}

async function heldBy(db: Knex, workerIds: readonly string[]): Promise<number> {
  const { rows } = await db.raw(
    "SELECT count(*)::int AS held FROM kernel.jobs WHERE status = 'IN_PROGRESS' AND locked_by = ANY (?)",
    [[...workerIds]],
  );
  return rows[0].held;
}

/** How many steps each worker wrote down, dead or alive. */
async function sharesOf(
  db: Knex,
  workerIds: readonly string[],
): Promise<{ least: number; most: number; median: number }> {
  const { rows } = await db.raw(
    `SELECT min(steps)::int AS least, max(steps)::int AS most,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY steps)::int AS median
     FROM (SELECT count(r.run_id) AS steps FROM unnest(?::text[]) AS worker
       LEFT JOIN kernel.job_results AS r ON r.result ->> 'by' = worker GROUP BY worker) AS each`,
    [[...workerIds]],
  );
  return rows[0];
}

interface Found {
  readonly passed: number;
  /** Runs with a step, payment or end that is lacking or there twice. */
  readonly wrong: number;
  readonly taken_over: number;
  /** By how many that were due later the unluckiest run was passed over. */
  readonly passed_over: number;
  /** By PostgreSQL's own count, whoever was told of it. */
  readonly deadlocks: number;
}

async function lookBack(db: Knex): Promise<Found> {
  const { rows } = await db.raw(
    `WITH results AS (
       SELECT run_id, array_agg(position ORDER BY sequence) AS steps FROM kernel.job_results GROUP BY run_id
     ), paid AS (
       SELECT left(key, 36)::uuid AS run_id, count(*) AS payments, count(DISTINCT key) AS keys
       FROM payments GROUP BY 1
     ), turns AS (
       SELECT rank() OVER (ORDER BY started_at) - rank() OVER (ORDER BY due_at) AS late
       FROM kernel.jobs WHERE limit_keys = '{}'
     ), each AS (
       SELECT j.status, j.takeovers, (j.execution_context ->> 'count')::int AS wanted, j.kind,
         coalesce(r.steps, '{}') AS steps, coalesce(p.payments, 0) AS payments, coalesce(p.keys, 0) AS keys,
         (SELECT count(*) FROM ends WHERE run_id = j.id) AS ends
       FROM kernel.jobs AS j LEFT JOIN results AS r ON r.run_id = j.id LEFT JOIN paid AS p ON p.run_id = j.id
     )
     SELECT count(*) FILTER (WHERE status = 'PASSED')::int AS passed,
       count(*) FILTER (WHERE steps <> ARRAY(SELECT generate_series(0, wanted - 1))
         OR CASE kind WHEN 'pay' THEN payments <> wanted OR keys <> wanted OR ends <> 0
            ELSE payments <> 0 OR ends <> 1 END)::int AS wrong,
       sum(takeovers)::int AS taken_over,
       (SELECT max(late)::int FROM turns) AS passed_over,
       (SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()) AS deadlocks
     FROM each`,
  );
  return rows[0];
}
