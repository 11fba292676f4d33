import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCaller } from '@atelier/api/root.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { startEmbeddedPostgres } from '@atelier/lifecycle/embedded/server.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { makeDataFolder, removeDataFolder } from '@atelier/testkit/throw-away-postgres.ts';
import { TRPCError } from '@trpc/server';
import { expect, test } from 'vitest';
import { contextOn } from '../../miniatures/test-caller.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { startEffects } from './effects.ts';
import { count, type Deaths, type Immortal, keepServer, keepWorker } from './processes.ts';
import { suiteOf } from './suites.ts';

// Four workers, the server and PostgreSQL are killed and frozen at any moment while suites run. Every run ends, and
// whatever it did at the system under test was done once.

const workers = 4;
/** Suites that run at the same time. */
const together = 12;

proof('orchestra-killed', { short: 6, long: 500 }, ({ rounds, seed, passed, say }) => {
  test('every run ends, and nothing is done twice', async () => {
    const chance = chanceFrom(seed);
    const deaths: Deaths = new Map();
    const house = await openHouse(chance, deaths);
    try {
      const suite = await Promise.all(
        Array.from({ length: Math.min(rounds, 20) }, (_, place) =>
          house.addSuite(suiteOf(`Suite ${place}`, chance)),
        ),
      );
      const killing = house.killUntilTold();
      let ended = 0;
      for (let started = 0; ended < rounds; ) {
        await house.decideWhatIsStuck();
        const { running, over } = await house.counts();
        passed(Math.min(over, rounds) - ended);
        ended = Math.min(over, rounds);
        const room = Math.min(together - running, rounds - over - running);
        for (let place = 0; place < room; place += 1) {
          await house.startRun(suite[started % suite.length] ?? '');
          started += 1;
        }
        if (started >= rounds && over >= rounds - together / 4) killing.stop();
        await sleep(200);
      }
      await killing.done;
      await house.untilAllAreOver();
      const { wrong, effects, statuses, stuck } = await house.lookBack();
      const byKind = [...deaths].sort().map(([what, times]) => `${what} ${times}`);
      say(
        `Seed ${seed}: ${rounds} suites, ${effects} effects, ${stuck} decided by a person; deaths: ${byKind.join(', ')}`,
      );
      expect(wrong).toEqual([]);
      expect(statuses).toEqual({ PASSED: expect.any(Number) });
      const atPoints = [...deaths].filter(([what]) => what.includes('.'));
      const injected = atPoints.reduce((sum, [, times]) => sum + times, 0);
      expect(injected).toBeGreaterThanOrEqual(rounds >= 500 ? 200 : 1);
    } finally {
      await house.close();
    }
  });
});

/** Everything that takes part, with what is asked of it by a test that outlives all of it. */
async function openHouse(chance: Chance, deaths: Deaths) {
  const dataDir = await makeDataFolder();
  const folder = await testFolder('orchestra-killed');
  const postgres = await startEmbeddedPostgres({ dataDir });
  const { connectionString } = postgres;
  const db = connect({ connectionString });
  await migrateUp(db);
  const { id } = await addUser(db, 'Lena', 'lead');
  const actor = { id, kind: 'user', grants: [everywhere('lead')] } as const;
  const lead = createCaller(contextOn({ db }, actor)).orchestra;
  const system = await startEffects(join(folder, 'effects'));
  const environment = await lead.environments.create({
    name: 'System',
    baseUrls: { default: system.url },
  });
  const server = keepServer(
    {
      ...{ DATABASE_URL: connectionString, ATELIER_DATA_DIR: folder, DB_BACKUP: '0' },
      ATELIER_WORKER_CONCURRENCY: '5',
    },
    deaths,
  );
  const all: readonly [Immortal, ...Immortal[]] = [
    server,
    ...Array.from({ length: workers }, () => keepWorker(connectionString, chance, deaths)),
  ];

  /** What the database did not answer is asked again, as a person would. */
  async function insist<Result>(ask: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        const isRefused =
          error instanceof TRPCError && ['BAD_REQUEST', 'CONFLICT'].includes(error.code);
        if (isRefused || attempt === 200) throw error;
        await sleep(100);
      }
    }
  }
  const rowsOf = async <Row>(sql: string) =>
    (await insist(() => db.raw<{ rows: Row[] }>(sql))).rows;

  async function strike(): Promise<void> {
    const what = chance.upTo(20);
    if (what === 0) {
      // One that was killed a moment ago is not there yet.
      const { rows } = await db.raw('SELECT 1').catch(() => ({ rows: [] }));
      if (rows.length === 0) return;
      process.kill(postgres.pid, 'SIGKILL');
      count(deaths, 'PostgreSQL');
    } else if (what < 3) server.kill('SIGKILL');
    else if (what < 8) {
      const frozen = chance.oneOf(all);
      frozen.kill('SIGSTOP');
      count(deaths, 'frozen');
      await sleep(1000 + chance.upTo(1500));
      frozen.kill('SIGCONT');
    } else chance.oneOf(all).kill('SIGKILL');
  }

  return {
    addSuite: async (definition: ReturnType<typeof suiteOf>) =>
      (await insist(() => lead.suites.create({ definition }))).id,
    startRun: (suiteId: string) =>
      insist(() => lead.runs.start({ suiteId, environmentId: environment.id })),
    killUntilTold() {
      let isOver = false;
      const done = (async () => {
        while (!isOver) {
          await sleep(300 + chance.upTo(900));
          if (!isOver) await strike();
        }
      })();
      return {
        done,
        stop: () => {
          isOver = true;
        },
      };
    },
    async counts() {
      const [row] = await rowsOf<{ running: number; over: number }>(
        `SELECT count(*) FILTER (WHERE status = 'IN_PROGRESS')::int AS running,
           count(*) FILTER (WHERE status <> 'IN_PROGRESS')::int AS over FROM orchestra.suite_runs`,
      );
      return row ?? { running: 0, over: 0 };
    },
    /** A person looks whether it was done. */
    async decideWhatIsStuck(): Promise<void> {
      const rows = await rowsOf<{ id: string; step: string | null }>(
        `SELECT t.id, (SELECT s -> 'steps' -> t.position ->> 'key'
           FROM jsonb_array_elements(r.plan_json -> 'scenarios') AS s WHERE s ->> 'key' = t.scenario_key) AS step
         FROM orchestra.test_runs AS t JOIN orchestra.suite_runs AS r ON r.id = t.suite_run_id
         WHERE t.status = 'FAILED_STUCK'`,
      );
      for (const { id: testRunId, step } of rows) {
        const ways = ['keyed', 'probed', 'unknown', 'repeatable'];
        const isDone = ways.some((way) => system.isDone(`/${way}/${testRunId}/${step}`));
        const exports = { made: 'seen by a person', order: 'seen by a person' };
        // One whose answer is lost is stuck no longer when it is decided again.
        await lead.tests
          .decide({ testRunId, as: isDone ? 'done' : 'retry', ...(isDone && { exports }) })
          .then(() => count(deaths, 'decisions'))
          .catch(() => {});
      }
    },
    async untilAllAreOver(): Promise<void> {
      while ((await this.counts()).running > 0) {
        await this.decideWhatIsStuck();
        await sleep(200);
      }
    },
    async lookBack() {
      const effects = system.all();
      const twice = effects
        .filter(({ way, done }) => way !== 'repeatable' && done !== 1)
        .map(({ way, runId, step, done }) => `${way} ${runId} ${step} was done ${done} times`);
      const steps = await rowsOf<{ run: string; step: string; is_act: boolean; passed: number }>(
        `SELECT t.id AS run, each ->> 'key' AS step, each ->> 'driver' = 'http' AS is_act,
           (SELECT count(*)::int FROM orchestra.step_results AS s
            WHERE s.run_id = t.id AND s.step_key = each ->> 'key' AND s.status = 'PASSED') AS passed
         FROM orchestra.test_runs AS t JOIN orchestra.suite_runs AS r ON r.id = t.suite_run_id,
           jsonb_array_elements(r.plan_json -> 'scenarios') AS s, jsonb_array_elements(s -> 'steps') AS each
         WHERE s ->> 'key' = t.scenario_key`,
      );
      const done = new Set(effects.map(({ runId, step }) => `${runId} ${step}`));
      const lacking = steps.flatMap(({ run, step, is_act, passed }) => [
        ...(passed === 1 ? [] : [`${run} ${step} has ${passed} results`]),
        ...(is_act && !done.has(`${run} ${step}`) ? [`${run} ${step} was never done`] : []),
      ]);
      const statuses = await rowsOf<{ status: string; count: number }>(
        'SELECT status, count(*)::int AS count FROM orchestra.test_runs GROUP BY status',
      );
      return {
        wrong: [...twice, ...lacking],
        effects: effects.length,
        stuck: deaths.get('decisions') ?? 0,
        statuses: Object.fromEntries(statuses.map((row) => [row.status, row.count])),
      };
    },
    async close(): Promise<void> {
      await Promise.all(all.map((one) => one.end()));
      system.close();
      await db.destroy();
      await postgres.stop();
      await removeDataFolder(dataDir);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
