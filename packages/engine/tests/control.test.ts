import { setTimeout as sleep } from 'node:timers/promises';
import { decide, pause, release, requestCancel, resume, skip } from '@atelier/engine/control.ts';
import { enqueue, type NewRun, setLimit } from '@atelier/engine/enqueue.ts';
import type { Advance, ClaimedRun, FinishedRun, Handler } from '@atelier/engine/handler.ts';
import { appRoleUrl } from '@atelier/testkit/app-role.ts';
import { hasPgBouncer, poolerNotCovered, startPgBouncer } from '@atelier/testkit/pgbouncer.ts';
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

async function add(run: NewRun): Promise<string> {
  const [id = ''] = await enqueue(open.db, queue, [run]);
  return id;
}

/** A step that goes on when the test says so. */
function gate() {
  let enter = () => {};
  let leave = () => {};
  const entered = new Promise<void>((resolve) => {
    enter = resolve;
  });
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  return { enter, entered, leave, left };
}

const onward = (run: ClaimedRun, count: number): Advance => ({
  results: [{ stepKey: `step-${run.position}`, status: 'PASSED', position: run.position }],
  position: run.position + 1,
  outcome: run.position + 1 === count ? 'pass' : 'next',
});

const once: Handler = { advance: async (run) => onward(run, 1) };

describe('priorities', () => {
  test('a run is due earlier by a minute for each, and nothing starves', async () => {
    const order: string[] = [];
    const ids = await enqueue(open.db, queue, [
      { kind: 'ranked', context: 'waited for five minutes' },
      { kind: 'ranked', context: 'plain' },
      { kind: 'ranked', context: 'urgent', priority: 3 },
      { kind: 'ranked', context: 'later', priority: -1 },
    ]);
    await open.db.raw(
      "UPDATE kernel.jobs SET due_at = due_at - interval '5 minutes' WHERE id = ?",
      [ids[0] ?? ''],
    );
    open.work(
      {
        ranked: {
          async advance(run) {
            order.push(String(run.context));
            return { outcome: 'pass' };
          },
        },
      },
      { concurrency: 1 },
    );
    for (const id of ids) await untilStatus(open.db, id, 'PASSED');
    expect(order).toEqual(['waited for five minutes', 'urgent', 'plain', 'later']);
  });
});

describe('limits', () => {
  test('hold over all workers, and what has no key passes by', async () => {
    await setLimit(open.db, queue, 'environment:a', 2);
    await setLimit(open.db, queue, 'suite:x', 1);
    const now = new Map<string, number>();
    const most = new Map<string, number>();
    const busy: Handler = {
      async advance(run) {
        const keys = run.context as string[];
        for (const key of keys) {
          now.set(key, (now.get(key) ?? 0) + 1);
          most.set(key, Math.max(most.get(key) ?? 0, now.get(key) ?? 0));
        }
        await sleep(20);
        for (const key of keys) now.set(key, (now.get(key) ?? 0) - 1);
        return { outcome: 'pass' };
      },
    };
    for (let worker = 0; worker < 3; worker += 1) open.work({ busy }, { concurrency: 10 });
    const run = (...limitKeys: string[]): NewRun => ({
      kind: 'busy',
      context: limitKeys,
      limitKeys,
    });
    const ids = await enqueue(open.db, queue, [
      ...Array.from({ length: 15 }, () => run('environment:a')),
      ...Array.from({ length: 5 }, () => run('environment:a', 'suite:x')),
      ...Array.from({ length: 5 }, () => run('environment:b', 'suite:x')),
      ...Array.from({ length: 10 }, () => run('environment:b')),
      ...Array.from({ length: 10 }, () => run()),
    ]);
    for (const id of ids) await untilStatus(open.db, id, 'PASSED');
    expect(most.get('environment:a')).toBe(2);
    expect(most.get('suite:x')).toBe(1);
    expect(most.get('environment:b')).toBeGreaterThan(2);
  });

  test('of nothing hold everything back until they are lifted', async () => {
    await setLimit(open.db, queue, 'environment:off', 0);
    open.work({ once });
    const held = await add({ kind: 'once', limitKeys: ['environment:off'] });
    await untilStatus(open.db, await add({ kind: 'once' }), 'PASSED');
    await untilStatus(open.db, await add({ kind: 'once', limitKeys: ['other'] }), 'PASSED');
    expect((await runRow(open.db, held)).status).toBe('QUEUED');
    await setLimit(open.db, queue, 'environment:off', null);
    await untilStatus(open.db, held, 'PASSED');
  });
});

describe('waiting', () => {
  test('holds no worker, and ends by its time or by release', async () => {
    const wait: Handler = {
      async advance(run) {
        if (run.position === 1) return { outcome: 'pass' };
        const inMs = run.context === 'by time' ? { inMs: 150 } : {};
        return { position: 1, outcome: { wait: { kind: 'barrier' }, ...inMs } };
      },
    };
    const worker = open.work({ wait });
    const timed = await add({ kind: 'wait', context: 'by time' });
    const held = await add({ kind: 'wait', context: 'by release' });
    await untilStatus(open.db, timed, 'PASSED');
    const row = await untilStatus(open.db, held, 'PENDING');
    expect(row).toMatchObject({ waits_for: { kind: 'barrier' }, locked_by: null, position: 1 });
    await expect.poll(() => worker.stats().held).toBe(0);
    expect(await release(open.db, queue, [held])).toEqual([held]);
    await untilStatus(open.db, held, 'PASSED');
    expect(await release(open.db, queue, [held])).toEqual([]);
  });

  test('that was ended before it began does not begin', async () => {
    const { enter, entered, leave, left } = gate();
    open.work({
      wait: {
        async advance(run) {
          if (run.position === 1) return { outcome: 'pass' };
          enter();
          await left;
          return { position: 1, outcome: { wait: { kind: 'barrier' } } };
        },
      },
    });
    const id = await add({ kind: 'wait' });
    await entered;
    expect(await release(open.db, queue, [id])).toEqual([id]);
    leave();
    await untilStatus(open.db, id, 'PASSED');
  });

  test('what is enqueued to wait does so', async () => {
    open.work({ once });
    const timed = await add({ kind: 'once', wakeInMs: 100 });
    const dependent = await add({ kind: 'once', waitsFor: { kind: 'dependency' } });
    const needless = await add({ kind: 'once', waitsFor: { kind: 'dependency' } });
    await untilStatus(open.db, timed, 'PASSED');
    expect((await runRow(open.db, dependent)).status).toBe('PENDING');
    await release(open.db, queue, [dependent]);
    await untilStatus(open.db, dependent, 'PASSED');
    expect(await skip(open.db, queue, [needless, dependent], { code: 'ERR_X' })).toEqual([
      needless,
    ]);
    expect(await runRow(open.db, needless)).toMatchObject({
      status: 'SKIPPED',
      error: { code: 'ERR_X' },
    });
  });
});

describe('cancel', () => {
  test('ends at once what has not begun', async () => {
    const queued = await add({ kind: 'nobody' });
    const waiting = await add({ kind: 'nobody', waitsFor: { kind: 'dependency' } });
    expect(await requestCancel(open.db, queue, [queued, waiting])).toEqual({
      cancelled: expect.arrayContaining([queued, waiting]),
      asked: [],
    });
    expect((await runRow(open.db, queued)).status).toBe('CANCELLED');
  });

  test('stops the step in flight, and what belongs to the end is written', async () => {
    const told: FinishedRun[] = [];
    const { enter, entered } = gate();
    open.work(
      {
        long: {
          async advance(_, { signal }) {
            enter();
            await sleep(60_000, undefined, { signal });
            return { outcome: 'pass' };
          },
          async onFinished(_, finished) {
            told.push(...finished);
          },
        },
      },
      { pollMs: 10_000, leaseMs: 60_000 },
    );
    const id = await add({ kind: 'long' });
    await entered;
    expect(await requestCancel(open.db, queue, [id])).toEqual({ cancelled: [], asked: [id] });
    await untilStatus(open.db, id, 'CANCELLED');
    expect(told).toEqual([{ id, kind: 'long', status: 'CANCELLED', error: null }]);
  });

  test('lets a handler clean up, also of a run that waits', async () => {
    const controls: unknown[] = [];
    open.work({
      tidy: {
        endsItself: true,
        async advance(run) {
          controls.push(run.control);
          if (run.control === 'cancel') return { ...onward(run, 9), outcome: 'cancelled' };
          return { outcome: { wait: { kind: 'barrier' } } };
        },
      },
    });
    const id = await add({ kind: 'tidy' });
    await untilStatus(open.db, id, 'PENDING');
    expect(await requestCancel(open.db, queue, [id])).toEqual({ cancelled: [], asked: [id] });
    await untilStatus(open.db, id, 'CANCELLED');
    expect(controls).toEqual([null, 'cancel']);
    expect(await resultsOf(open.db, id)).toHaveLength(1);
  });

  test('reaches one that is about to wait', async () => {
    const { enter, entered, leave, left } = gate();
    open.work({
      wait: {
        async advance() {
          enter();
          await left;
          return { outcome: { wait: { kind: 'barrier' } } };
        },
      },
    });
    const id = await add({ kind: 'wait' });
    await entered;
    await requestCancel(open.db, queue, [id]);
    leave();
    await untilStatus(open.db, id, 'CANCELLED');
  });

  test('and a decision end what is stuck', async () => {
    open.work({ stuck: { advance: async () => ({ outcome: { stuck: { code: 'ERR_X' } } }) } });
    const id = await add({ kind: 'stuck' });
    await untilStatus(open.db, id, 'FAILED_STUCK');
    expect((await requestCancel(open.db, queue, [id])).cancelled).toEqual([id]);
    const other = await add({ kind: 'stuck' });
    await untilStatus(open.db, other, 'FAILED_STUCK');
    expect(await decide(open.db, queue, other, { as: 'fail' })).toBe(true);
    expect(await runRow(open.db, other)).toMatchObject({
      status: 'FAILED',
      error: { code: 'ERR_X' },
    });
  });
});

describe('pause', () => {
  test('stands behind the step in flight, and resume goes on from there', async () => {
    const { enter, entered, leave, left } = gate();
    open.work({
      two: {
        async advance(run) {
          if (run.position === 0) {
            enter();
            await left;
          }
          return onward(run, 2);
        },
      },
    });
    const id = await add({ kind: 'two' });
    await entered;
    expect(await pause(open.db, queue, [id])).toEqual([id]);
    leave();
    const row = await untilStatus(open.db, id, 'PENDING');
    expect(row).toMatchObject({ waits_for: { kind: 'pause' }, control: null, position: 1 });
    // Nothing but resume ends it.
    expect(await release(open.db, queue, [id])).toEqual([]);
    expect(await resume(open.db, queue, [id])).toEqual([id]);
    await untilStatus(open.db, id, 'PASSED');
    expect(await resultsOf(open.db, id)).toHaveLength(2);
  });

  test('of what waits outlasts the wait; of what is queued is at once', async () => {
    const waiting = await add({ kind: 'once', waitsFor: { kind: 'dependency' } });
    const queued = await add({ kind: 'once' });
    expect((await pause(open.db, queue, [waiting, queued])).toSorted()).toEqual(
      [waiting, queued].toSorted(),
    );
    open.work({ once });
    await release(open.db, queue, [waiting]);
    for (const id of [waiting, queued]) {
      expect(await runRow(open.db, id)).toMatchObject({
        status: 'PENDING',
        waits_for: { kind: 'pause' },
        control: null,
      });
    }
    await resume(open.db, queue, [waiting, queued]);
    for (const id of [waiting, queued]) await untilStatus(open.db, id, 'PASSED');
  });

  test('stands also where it was released before', async () => {
    const { enter, entered, leave, left } = gate();
    open.work({
      two: {
        async advance(run) {
          if (run.position === 0) {
            enter();
            await left;
          }
          return onward(run, 2);
        },
      },
    });
    const id = await add({ kind: 'two' });
    await entered;
    expect(await release(open.db, queue, [id])).toEqual([id]);
    expect(await pause(open.db, queue, [id])).toEqual([id]);
    leave();
    const row = await untilStatus(open.db, id, 'PENDING', 'PASSED');
    expect([row.status, row.waits_for]).toEqual(['PENDING', { kind: 'pause' }]);
    await resume(open.db, queue, [id]);
    await untilStatus(open.db, id, 'PASSED');
  });

  test('that is taken back before it stands does nothing', async () => {
    const waiting = await add({ kind: 'once', waitsFor: { kind: 'dependency' } });
    await pause(open.db, queue, [waiting]);
    await resume(open.db, queue, [waiting]);
    open.work({ once });
    await release(open.db, queue, [waiting]);
    await untilStatus(open.db, waiting, 'PASSED');
  });
});

test('further writes of a checkpoint are there with it, or not at all', async () => {
  await open.db.raw('CREATE TABLE besides (run_id uuid, position int)');
  open.work({
    both: {
      async advance(run) {
        return {
          ...onward(run, 3),
          also: async (trx) => {
            await trx.raw('INSERT INTO besides VALUES (?, ?)', [run.id, run.position]);
            if (run.position === 1) throw new Error('not this one');
          },
        };
      },
    },
  });
  const id = await add({ kind: 'both' });
  await untilStatus(open.db, id, 'FAILED');
  const { rows } = await open.db.raw('SELECT position FROM besides WHERE run_id = ?', [id]);
  expect(rows).toEqual([{ position: 0 }]);
  expect(await resultsOf(open.db, id)).toHaveLength(1);
});

test('the role that owns nothing works, and cannot change what was written', async () => {
  const url = await appRoleUrl(open.db, open.database.connectionString);
  const { connect } = await import('@atelier/db/kernel/connection.ts');
  const app = connect({ connectionString: url, poolSize: 8 });
  open.work({ once }, { db: app });
  const [id = ''] = await enqueue(app, queue, [{ kind: 'once' }]);
  await untilStatus(open.db, id, 'PASSED');
  await expect(app.raw("UPDATE kernel.job_results SET status = 'x'")).rejects.toThrow(
    /permission denied|only added to/,
  );
  await expect(
    open.db.raw('DELETE FROM kernel.job_results WHERE run_id = ?', [id]),
  ).rejects.toThrow('only added to');
  await open.rest();
  await app.destroy();
});

test('works through a pooler that gives every transaction another session', async () => {
  if (!(await hasPgBouncer())) {
    console.log(poolerNotCovered);
    return;
  }
  const { connectionString } = open.database;
  const pooler = await startPgBouncer(connectionString, {
    pool_mode: 'transaction',
    default_pool_size: '3',
  });
  try {
    await setLimit(open.db, queue, 'environment:a', 2);
    const two: Handler = { advance: async (run) => onward(run, 2), async onFinished() {} };
    open.work({ two }, { url: pooler.url(connectionString) });
    open.work({ two }, { url: pooler.url(connectionString) });
    const ids = await enqueue(
      open.db,
      queue,
      Array.from({ length: 60 }, (_, place) => ({
        kind: 'two',
        limitKeys: place % 2 === 0 ? ['environment:a'] : [],
      })),
    );
    for (const id of ids) await untilStatus(open.db, id, 'PASSED');
    expect(open.errors).toEqual([]);
  } finally {
    await open.rest();
    await pooler.stop();
  }
});
