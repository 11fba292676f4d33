import { setTimeout as sleep } from 'node:timers/promises';
import { enqueue } from '@atelier/engine/enqueue.ts';
import type { Advance, ClaimedRun, FinishedRun, Handler } from '@atelier/engine/handler.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type OpenQueue,
  openQueue,
  queue,
  resultsOf,
  runRow,
  untilStatus,
} from './queue-of-test.ts';

let open: OpenQueue;

beforeAll(async () => {
  open = await openQueue();
});
afterEach(() => open.rest());
afterAll(() => open.close());

/** A handler of so many steps, each of which writes its place. */
const steps = (count: number, before: (run: ClaimedRun) => unknown = () => {}): Handler => ({
  async advance(run): Promise<Advance> {
    await before(run);
    const { position } = run;
    return {
      results: [{ stepKey: `step-${position}`, status: 'PASSED', position, result: { position } }],
      position: position + 1,
      context: { done: position + 1 },
      outcome: position + 1 === count ? 'pass' : 'next',
    };
  },
});

async function add(kind: string, rest: Partial<Parameters<typeof enqueue>[2][number]> = {}) {
  const [id] = await enqueue(open.db, queue, [{ kind, ...rest }]);
  return id;
}

test('a run goes from step to step, each written before the next begins', async () => {
  const seen: number[] = [];
  open.work({
    three: steps(3, async ({ id, position }) => {
      seen.push((await resultsOf(open.db, id)).length - position);
    }),
  });
  const id = await add('three', { context: { done: 0 } });
  const row = await untilStatus(open.db, id, 'PASSED');
  expect(row).toMatchObject({ position: 3, sequence: 3, checkpoint: 3, locked_by: null });
  expect(row.execution_context).toEqual({ done: 3 });
  expect((await resultsOf(open.db, id)).map(({ step_key }) => step_key)).toEqual([
    'step-0',
    'step-1',
    'step-2',
  ]);
  expect(seen).toEqual([0, 0, 0]);
});

test('a thousand runs on two workers are each done once', async () => {
  open.work({ some: steps(4) });
  open.work({ some: steps(4) });
  const ids = await enqueue(
    open.db,
    queue,
    Array.from({ length: 1000 }, () => ({ kind: 'some' })),
  );
  await expect
    .poll(
      async () => {
        const { rows } = await open.db.raw(
          "SELECT count(*)::int AS left FROM kernel.jobs WHERE id = ANY (?) AND status <> 'PASSED'",
          [ids],
        );
        return rows[0].left;
      },
      { timeout: 60_000 },
    )
    .toBe(0);
  const { rows } = await open.db.raw(
    'SELECT count(*)::int AS results, count(DISTINCT (run_id, position))::int AS steps FROM kernel.job_results WHERE run_id = ANY (?)',
    [ids],
  );
  expect(rows).toEqual([{ results: 4000, steps: 4000 }]);
  expect(open.errors).toEqual([]);
});

test('a run of a kind that a worker does not know waits for one that does', async () => {
  open.work({ mine: steps(1) });
  const theirs = await add('theirs');
  await untilStatus(open.db, await add('mine'), 'PASSED');
  expect((await runRow(open.db, theirs)).status).toBe('QUEUED');
  open.work({ theirs: steps(1) });
  await untilStatus(open.db, theirs, 'PASSED');
});

test('what is enqueued again under its id is there once', async () => {
  const id = await add('once', { context: { first: true } });
  if (id !== undefined) await add('once', { id, context: { second: true } });
  expect((await runRow(open.db, id)).execution_context).toEqual({ first: true });
});

describe('a bad handler fails its run alone', () => {
  const answers: readonly (readonly [string, Handler, string])[] = [
    [
      'throws',
      {
        advance: () => Promise.reject(new Error('no \u0000 luck')),
      },
      'ERR_RUN_HANDLER_THREW',
    ],
    [
      'throws at once',
      {
        advance: () => {
          throw new Error('no luck');
        },
      },
      'ERR_RUN_HANDLER_THREW',
    ],
    [
      'hangs',
      { advance: () => new Promise<never>(() => {}), stepLimitMs: 50 },
      'ERR_RUN_STEP_HUNG',
    ],
    [
      'returns a character that cannot be stored',
      { advance: async () => ({ context: { text: 'a\u0000b' }, outcome: 'next' }) },
      'ERR_RUN_HANDLER_ANSWER',
    ],
    [
      'writes what the database refuses',
      {
        advance: async () => ({
          also: async (trx) => {
            await trx.raw('SELECT 1 / 0');
          },
          outcome: 'next',
        }),
      },
      'ERR_RUN_REFUSED_BY_DATABASE',
    ],
  ];

  test.each(answers)('one that %s', async (_, bad, code) => {
    open.work({ bad, good: steps(5) });
    const [badId, ...goodIds] = await enqueue(open.db, queue, [
      { kind: 'bad' },
      ...Array.from({ length: 20 }, () => ({ kind: 'good' })),
    ]);
    const row = await untilStatus(open.db, badId, 'FAILED');
    expect(row.error).toMatchObject({ code });
    expect(await resultsOf(open.db, badId)).toEqual([]);
    for (const id of goodIds) await untilStatus(open.db, id, 'PASSED');
  });

  test('one whose checkpoint meets those of others in one statement', async () => {
    await open.db.raw(`
      CREATE FUNCTION kernel.refuse_it() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'that one not' USING ERRCODE = 'check_violation'; END $$`);
    await open.db.raw(`
      CREATE TRIGGER refuse_it BEFORE INSERT ON kernel.job_results FOR EACH ROW
        WHEN (NEW.step_key = 'refused') EXECUTE FUNCTION kernel.refuse_it()`);
    let begun = 0;
    const together = async () => {
      begun += 1;
      while (begun < 21) await sleep(5);
    };
    open.work({
      bad: {
        async advance() {
          await together();
          return {
            results: [{ stepKey: 'refused', status: 'PASSED', position: 0 }],
            outcome: 'next',
          };
        },
      },
      good: steps(1, together),
    });
    const [badId, ...goodIds] = await enqueue(open.db, queue, [
      { kind: 'bad' },
      ...Array.from({ length: 20 }, () => ({ kind: 'good' })),
    ]);
    expect((await untilStatus(open.db, badId, 'FAILED')).error).toMatchObject({
      code: 'ERR_RUN_REFUSED_BY_DATABASE',
    });
    for (const id of goodIds) await untilStatus(open.db, id, 'PASSED');
  });
});

describe('what belongs to an end is written with it', () => {
  test('of many at once, in one transaction', async () => {
    const told: FinishedRun[] = [];
    const onFinished: Handler['onFinished'] = async (_, finished) => {
      told.push(...finished);
    };
    open.work({
      good: { ...steps(1), onFinished },
      bad: { advance: async () => ({ outcome: { fail: { code: 'ERR_X' } } }), onFinished },
    });
    const ids = await enqueue(open.db, queue, [
      ...Array.from({ length: 50 }, () => ({ kind: 'good' })),
      { kind: 'bad' },
    ]);
    for (const id of ids) await untilStatus(open.db, id, 'PASSED', 'FAILED');
    expect(told).toHaveLength(51);
    expect(told.filter(({ status }) => status === 'FAILED')).toEqual([
      { id: ids[50], kind: 'bad', status: 'FAILED', error: { code: 'ERR_X' } },
    ]);
  });

  test('one that throws leaves its run stuck, with all that was done, and the others end', async () => {
    let culprit: string | undefined;
    const onFinished: Handler['onFinished'] = async (_, finished) => {
      if (finished.some(({ id }) => id === culprit)) throw new Error('not that one');
    };
    const ids = await enqueue(
      open.db,
      queue,
      Array.from({ length: 20 }, () => ({ kind: 'touchy' })),
    );
    culprit = ids[7];
    open.work({ touchy: { ...steps(1), onFinished } });
    const row = await untilStatus(open.db, culprit, 'FAILED_STUCK');
    expect(row).toMatchObject({ position: 1, error: { code: 'ERR_RUN_CANNOT_END' } });
    expect(await resultsOf(open.db, culprit)).toHaveLength(1);
    for (const id of ids) if (id !== culprit) await untilStatus(open.db, id, 'PASSED');
  });
});

test('a worker that is drained lets go of what is between two steps, and waits for the rest', async () => {
  let finish = () => {};
  const first = open.work({
    slow: steps(2, ({ position }) =>
      position === 0
        ? new Promise<void>((resolve) => {
            finish = resolve;
          })
        : sleep(0),
    ),
  });
  const id = await add('slow');
  await untilStatus(open.db, id, 'IN_PROGRESS');
  await expect.poll(() => first.stats().held).toBe(1);
  const drained = first.drain();
  finish();
  await drained;
  // The step in flight is written, the next one is another's.
  expect(await runRow(open.db, id)).toMatchObject({ status: 'QUEUED', position: 1, takeovers: 0 });
  open.work({ slow: steps(2) });
  await untilStatus(open.db, id, 'PASSED');
  expect(await resultsOf(open.db, id)).toHaveLength(2);
});

test('whoever takes on what was let go of between two steps need not find out what became of it', async () => {
  const met: (readonly [number, boolean])[] = [];
  let finish = () => {};
  const noted = steps(2, (run) => {
    met.push([run.position, run.resumed]);
  });
  const first = open.work({
    slow: steps(2, () => new Promise<void>((resolve) => (finish = resolve))),
  });
  const id = await add('slow');
  await untilStatus(open.db, id, 'IN_PROGRESS');
  await expect.poll(() => first.stats().held).toBe(1);
  const drained = first.drain();
  finish();
  await drained;
  open.work({ slow: noted });
  await untilStatus(open.db, id, 'PASSED');
  expect(met).toEqual([[1, false]]);
});

test('a step that was told to stop when its worker ended may be half done', async () => {
  const met: boolean[] = [];
  const first = open.work({
    cut: {
      advance: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    },
  });
  const id = await add('cut');
  await untilStatus(open.db, id, 'IN_PROGRESS');
  await expect.poll(() => first.stats().held).toBe(1);
  await first.drain(50);
  open.work({
    cut: steps(1, ({ resumed }) => {
      met.push(resumed);
    }),
  });
  await untilStatus(open.db, id, 'PASSED');
  expect(met).toEqual([true]);
});
