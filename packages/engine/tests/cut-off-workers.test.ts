import { setTimeout as sleep } from 'node:timers/promises';
import { enqueue } from '@atelier/engine/enqueue.ts';
import { type Handler, StepAborted } from '@atelier/engine/handler.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openProxy, openWire, type Wire } from './network.ts';
import { type OpenQueue, openQueue, queue, runRow, untilStatus } from './queue-of-test.ts';
import { startWorkerProcess, type WorkerProcess } from './start-worker-process.ts';

// Workers whose network is cut hear nothing, not even that it is: others do their work, and when they are joined again
// they go on without having been started anew.

let open: OpenQueue;
const processes: WorkerProcess[] = [];
const wires: Wire[] = [];

beforeAll(async () => {
  open = await openQueue();
  await open.db.raw('CREATE TABLE ends (run_id uuid PRIMARY KEY)');
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((one) => one.kill()));
  await open.rest();
  await Promise.all(wires.splice(0).map((wire) => wire.close()));
});
afterAll(() => open.close());

async function wired(): Promise<Wire> {
  const wire = await openWire(open.database.connectionString);
  wires.push(wire);
  return wire;
}

const steps = (runs: number, count: number) =>
  enqueue(
    open.db,
    queue,
    Array.from({ length: runs }, () => ({ kind: 'steps', context: { count, ms: 100 } })),
  );

proof('workers-cut-off', { short: 1, long: 20 }, ({ rounds, passed }) => {
  test.each(Array.from({ length: rounds }, (_, round) => round))(
    'what a worker held that was cut off is done by another, and it goes on when it is joined, round %i',
    async (round) => {
      const wire = await wired();
      if (round === 0) console.log(`Workers are cut off by a ${wire.kind}.`);
      const ids = await steps(12, 6);
      const cutOff = await startWorkerProcess({
        url: wire.url(open.database.connectionString),
        prefix: wire.prefix,
      });
      processes.push(cutOff);
      await expect
        .poll(async () => (await runRow(open.db, ids[0])).position, { timeout: 60_000 })
        .toBeGreaterThan(0);
      await sleep(round * 17);
      await wire.cut();
      const other = await startWorkerProcess({ url: open.database.connectionString });
      processes.push(other);
      for (const id of ids) await untilStatus(open.db, id, 'PASSED');
      const { rows } = await open.db.raw(
        `SELECT id FROM kernel.jobs WHERE id = ANY (?) AND (takeovers = 0 OR 6 <> ALL (ARRAY[
           (SELECT count(*) FROM kernel.job_results WHERE run_id = id),
           (SELECT count(DISTINCT position) FROM kernel.job_results WHERE run_id = id)]))`,
        [ids.slice(0, 1)],
      );
      expect(rows).toEqual([]);
      await other.kill();
      await wire.join();
      const [next] = await steps(1, 3);
      await untilStatus(open.db, next, 'PASSED');
      passed();
    },
  );
});

test('a step stops with its lease, though nobody says a word', async () => {
  // In this process, which is in no other network.
  const wire = await openProxy(Number(new URL(open.database.connectionString).port));
  wires.push(wire);
  let why: unknown;
  const patient: Handler = {
    async advance(_, { signal }) {
      await wire.cut();
      await sleep(600_000, undefined, { signal }).catch(() => {});
      why = signal.reason instanceof StepAborted ? signal.reason.why : signal.reason;
      throw signal.reason;
    },
  };
  open.work({ patient }, { leaseMs: 500, url: wire.url(open.database.connectionString) });
  await enqueue(open.db, queue, [{ kind: 'patient' }]);
  await expect.poll(() => why, { timeout: 60_000 }).toBe('lost');
  await wire.join();
});
