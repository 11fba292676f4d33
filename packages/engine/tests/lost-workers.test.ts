import { newId } from '@atelier/db/kernel/new-id.ts';
import { decide } from '@atelier/engine/control.ts';
import { enqueue } from '@atelier/engine/enqueue.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type OpenQueue, openQueue, queue, runRow, untilStatus } from './queue-of-test.ts';
import { startWorkerProcess, type WorkerProcess } from './start-worker-process.ts';

// Workers are killed and frozen in the middle of their work; nothing may be lost, halved or done twice.

let open: OpenQueue;
const processes: WorkerProcess[] = [];

beforeAll(async () => {
  open = await openQueue();
  await open.db.raw('CREATE TABLE ends (run_id uuid PRIMARY KEY)');
  // A payment that is made twice is there twice, unless the other side knows its key.
  await open.db.raw(
    'CREATE TABLE payments (key text NOT NULL, is_keyed boolean NOT NULL DEFAULT false)',
  );
  await open.db.raw(`
    CREATE FUNCTION note_key() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      NEW.is_keyed = EXISTS (SELECT FROM kernel.jobs WHERE id = left(NEW.key, 36)::uuid
        AND execution_context ->> 'repeatability' = 'keyed');
      RETURN NEW;
    END $$`);
  await open.db.raw(
    'CREATE TRIGGER note_key BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION note_key()',
  );
  await open.db.raw('CREATE UNIQUE INDEX ON payments (key) WHERE is_keyed');
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((one) => one.kill()));
  await open.rest();
});
afterAll(() => open.close());

async function start(
  options: Omit<Parameters<typeof startWorkerProcess>[0], 'url'> = {},
): Promise<WorkerProcess> {
  const one = await startWorkerProcess({ url: open.database.connectionString, ...options });
  processes.push(one);
  return one;
}

const points = [
  'engine.claimed',
  'engine.taken-over',
  'engine.before-save',
  'engine.saved',
  'engine.before-commit',
  'engine.heartbeat',
  'pay.performed',
];

proof('workers-killed', { short: 4, long: 70 }, ({ rounds, some, passed }) => {
  const cases = Array.from({ length: rounds }, (_, round) => ({
    point: points[round % points.length] ?? '',
    passes: 1 + Math.floor(round / points.length),
  }));
  // So many passes of these there may not be in one round.
  const fewer = ['engine.taken-over', 'engine.heartbeat', 'engine.claimed', 'engine.before-commit'];
  test.each(some(cases))('killed at $point, pass $passes', async ({ point, passes }) => {
    const ids = await enqueue(open.db, queue, [
      ...Array.from({ length: 12 }, () => ({ kind: 'steps', context: { count: 5, ms: 150 } })),
      ...Array.from({ length: 6 }, () => ({ kind: 'pay', context: { count: 3 } })),
      ...Array.from({ length: 6 }, () => ({
        kind: 'pay',
        context: { count: 3, repeatability: 'keyed' },
      })),
    ]);
    await open.db.raw(
      `UPDATE kernel.jobs SET status = 'IN_PROGRESS', locked_by = 'gone', fence = 1,
        lock_until = clock_timestamp() - interval '1 second' WHERE id = ANY (?)`,
      [ids.slice(0, 3)],
    );
    const crash = { point, passes: fewer.includes(point) ? 1 : passes };
    const killed = await start({ crash, skewMs: 3_600_000 });
    expect(await killed.ended()).toBe('SIGKILL');
    await start({ skewMs: -3_600_000 });
    await expectDone(ids);
    passed();
  });
});

proof('workers-frozen', { short: 1, long: 12 }, ({ rounds, passed }) => {
  test.each(Array.from({ length: rounds }, (_, round) => round + 1))(
    'a worker that sleeps past its lease writes nothing more, round %i',
    async (round) => {
      const ids = await enqueue(
        open.db,
        queue,
        Array.from({ length: 10 }, () => ({ kind: 'steps', context: { count: 6, ms: 120 } })),
      );
      const frozen = await start();
      await expect.poll(async () => (await runRow(open.db, ids[0])).position).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, round * 13));
      frozen.signal('SIGSTOP');
      await start();
      await expect
        .poll(async () => (await runRow(open.db, ids[0])).takeovers, { interval: 20 })
        .toBeGreaterThan(0);
      // While the other one is in the middle of them.
      frozen.signal('SIGCONT');
      await expectDone(ids);
      expect(await frozen.stats()).toMatchObject({ lost: 10 });
      const { rows } = await open.db.raw(
        `SELECT run_id FROM (SELECT run_id, (result ->> 'fence')::bigint AS fence,
          max((result ->> 'fence')::bigint) OVER (PARTITION BY run_id ORDER BY sequence) AS highest
        FROM kernel.job_results WHERE run_id = ANY (?)) AS each WHERE fence < highest`,
        [ids],
      );
      expect(rows).toEqual([]);
      // It is as good as new.
      await Promise.all(
        processes.splice(0).map((one) => (one === frozen ? undefined : one.kill())),
      );
      processes.push(frozen);
      const [next] = await enqueue(open.db, queue, [{ kind: 'steps', context: { count: 2 } }]);
      await untilStatus(open.db, next, 'PASSED');
      passed();
    },
  );
});

test('what nobody can tell waits for a person, who has it taken as done, done again, or failed', async () => {
  const ids = await enqueue(
    open.db,
    queue,
    Array.from({ length: 3 }, () => ({
      kind: 'pay',
      context: { count: 1, ms: 500, repeatability: 'unknown' },
    })),
  );
  const killed = await start({ crash: { point: 'pay.performed', passes: 1 } });
  expect(await killed.ended()).toBe('SIGKILL');
  await start();
  for (const id of ids) await untilStatus(open.db, id, 'FAILED_STUCK');
  const [done, again, failed] = ids;
  for (const id of ids) {
    expect(await runRow(open.db, id)).toMatchObject({
      status: 'FAILED_STUCK',
      waits_for: { kind: 'person' },
      error: { code: 'ERR_DID_IT_HAPPEN' },
    });
  }
  expect(await decide(open.db, queue, done ?? '', { as: 'done' })).toBe(true);
  expect(await decide(open.db, queue, again ?? '', { as: 'retry' })).toBe(true);
  expect(await decide(open.db, queue, failed ?? '', { as: 'fail' })).toBe(true);
  expect(await decide(open.db, queue, failed ?? '', { as: 'retry' })).toBe(false);
  expect(await decide(open.db, queue, newId(), { as: 'retry' })).toBe(false);
  await untilStatus(open.db, done, 'PASSED');
  await untilStatus(open.db, again, 'PASSED');
  expect((await runRow(open.db, failed)).status).toBe('FAILED');
  const { rows } = await open.db.raw(
    'SELECT left(key, 36) AS id, count(*)::int AS paid FROM payments WHERE left(key, 36)::uuid = ANY (?) GROUP BY 1',
    [ids],
  );
  const paid = Object.fromEntries(
    rows.map((row: { id: string; paid: number }) => [row.id, row.paid]),
  );
  expect(paid).toEqual({ [done ?? '']: 1, [again ?? '']: 2, [failed ?? '']: 1 });
});

test('SIGTERM drains: the step in flight is written, and nothing has to be taken over', async () => {
  const ids = await enqueue(
    open.db,
    queue,
    Array.from({ length: 8 }, () => ({ kind: 'steps', context: { count: 10, ms: 100 } })),
  );
  const drained = await start();
  await expect.poll(async () => (await runRow(open.db, ids[0])).position).toBeGreaterThan(0);
  drained.signal('SIGTERM');
  expect(await drained.ended()).toBe(0);
  for (const id of ids) {
    expect(await runRow(open.db, id)).toMatchObject({ status: 'QUEUED', locked_by: null });
  }
  await start();
  await expectDone(ids);
  for (const id of ids) expect((await runRow(open.db, id)).takeovers).toBe(0);
});

/** All passed; each step once, without a gap; each payment once; each end once. */
async function expectDone(ids: string[]): Promise<void> {
  for (const id of ids) await untilStatus(open.db, id, 'PASSED');
  const { rows } = await open.db.raw(
    `SELECT kind, array_agg(DISTINCT steps) AS steps, array_agg(DISTINCT payments) AS payments,
      array_agg(DISTINCT ends) AS ends
    FROM (
      SELECT kind, (execution_context ->> 'count')::int AS wanted,
        ARRAY(SELECT position FROM kernel.job_results WHERE run_id = id ORDER BY sequence)
          = ARRAY(SELECT generate_series(0, (execution_context ->> 'count')::int - 1)) AS steps,
        (SELECT count(*) = count(DISTINCT key) AND count(*) = (execution_context ->> 'count')::int
          FROM payments WHERE left(key, 36) = id::text) AS payments,
        (SELECT count(*)::int FROM ends WHERE run_id = id) AS ends
      FROM kernel.jobs WHERE id = ANY (?)
    ) AS each GROUP BY kind ORDER BY kind`,
    [ids],
  );
  for (const row of rows) {
    expect(row).toEqual({
      kind: row.kind,
      steps: [true],
      payments: [row.kind === 'pay'],
      ends: [row.kind === 'pay' ? 0 : 1],
    });
  }
}
