import { enqueue } from '@atelier/engine/enqueue.ts';
import type { Handler } from '@atelier/engine/handler.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type OpenQueue,
  openQueue,
  queue,
  resultsOf,
  runRow,
  untilStatus,
} from './queue-of-test.ts';

// A checkpoint of a lease that was lost is refused, and its worker told so, whether it was sent alone or together with
// others: nothing that belongs to it is written either.

let open: OpenQueue;
beforeAll(async () => {
  open = await openQueue();
});
afterEach(() => open.rest());
afterAll(() => open.close());

/** As if another one had taken over, without the holder having been told. */
const takeAway = (ids: readonly string[]) =>
  open.db.raw(
    `UPDATE kernel.jobs SET fence = fence + 1, takeovers = takeovers + 1, locked_by = 'another',
       lock_until = clock_timestamp() + interval '1 hour' WHERE id = ANY (?)`,
    [[...ids]],
  );

test.each([
  { lost: 1, kept: 0 },
  { lost: 3, kept: 0 },
  { lost: 2, kept: 2 },
])('$lost that are lost beside $kept that are held', async ({ lost, kept }) => {
  const ended: string[] = [];
  const calls: string[] = [];
  let arrived = 0;
  let goOn = () => {};
  const all = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const ends: Handler = {
    async advance(run) {
      calls.push(run.id);
      arrived += 1;
      if (arrived === lost + kept) {
        await takeAway(ids.slice(0, lost));
        goOn();
      }
      // So all checkpoints go together.
      await all;
      return { results: [{ stepKey: 'a', status: 'PASSED', position: 0 }], outcome: 'pass' };
    },
    async onFinished(_, finished) {
      ended.push(...finished.map(({ id }) => id));
    },
  };
  const ids = await enqueue(
    open.db,
    queue,
    Array.from({ length: lost + kept }, () => ({ kind: 'ends' })),
  );
  const worker = open.work({ ends }, { leaseMs: 60_000 });
  for (const id of ids.slice(lost)) await untilStatus(open.db, id, 'PASSED');
  await expect.poll(() => worker.stats()).toMatchObject({ held: 0, finished: kept, lost });
  expect(ended.sort()).toEqual(ids.slice(lost).sort());
  expect(calls.sort()).toEqual([...ids].sort());
  for (const id of ids.slice(0, lost)) {
    expect(await runRow(open.db, id)).toMatchObject({ status: 'IN_PROGRESS', checkpoint: 0 });
    expect(await resultsOf(open.db, id)).toEqual([]);
  }
});

test('one that goes on does no further step', async () => {
  let steps = 0;
  const goesOn: Handler = {
    async advance(run) {
      steps += 1;
      if (steps === 1) await takeAway([run.id]);
      return { position: run.position + 1, outcome: 'next' };
    },
  };
  const [id] = await enqueue(open.db, queue, [{ kind: 'goesOn' }]);
  const worker = open.work({ goesOn }, { leaseMs: 60_000 });
  await expect.poll(() => worker.stats()).toMatchObject({ held: 0, lost: 1 });
  expect(steps).toBe(1);
  expect(await runRow(open.db, id)).toMatchObject({ position: 0, checkpoint: 0 });
});
