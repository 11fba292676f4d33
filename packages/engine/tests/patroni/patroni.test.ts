import { setTimeout as sleep } from 'node:timers/promises';
import { answerWithin } from '@atelier/db/kernel/answer-within.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { enqueue } from '@atelier/engine/enqueue.ts';
import { migrateDatabase } from '@atelier/testkit/migrate-database.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { expect, test } from 'vitest';
import { queue } from '../queue-of-test.ts';
import { startWorkerProcess, type WorkerProcess } from '../start-worker-process.ts';
import { type Cluster, lacksForCluster, startCluster } from './cluster.ts';

// PostgreSQL fails over under load: what was acknowledged is there, and workers go on by themselves.

proof('patroni', { short: 1, long: 6 }, ({ rounds, passed, say }) => {
  // The servers are Debian's, and take minutes: they stand in `npm run prove`.
  if (rounds === 1) {
    test('of several hosts the one that is there is found, whichever it is', async () => {
      const database = await createTestDatabase();
      const url = new URL(database.connectionString);
      for (const hosts of [`127.0.0.1:1,${url.host}`, `${url.host},127.0.0.1:1`]) {
        const db = connect({
          connectionString: database.connectionString.replace(url.host, hosts),
        });
        const { rows } = await db.raw('SELECT current_database() AS name');
        expect(`/${rows[0].name}`).toBe(url.pathname);
        await db.destroy();
      }
      await database.drop();
      passed();
    });
    return;
  }

  test('nothing acknowledged is lost, and no worker is started anew', async () => {
    expect(await lacksForCluster()).toBeNull();
    const cluster = await startCluster();
    try {
      await until(async () => (await cluster.isWhole()) && (await cluster.leader()) !== undefined);
      const db = connect({ connectionString: cluster.url });
      await migrateDatabase(db);
      await db.raw('CREATE TABLE ends (run_id uuid PRIMARY KEY)');
      const workers = await Promise.all(
        [1, 2].map(() => startWorkerProcess({ url: cluster.url, leaseMs: 5000 })),
      );
      const acknowledged = new Set<string>();
      let isOver = false;
      const load = (async () => {
        while (!isOver) {
          const id = newId();
          // The network that is cut says nothing: without a limit this one question would be waited for till the end.
          await answerWithin(db, 5000, () =>
            enqueue(db, queue, [{ id, kind: 'steps', context: { count: 4, ms: 50 } }]),
          )
            .then(() => acknowledged.add(id))
            .catch(() => {});
          await sleep(50);
        }
      })();
      for (let round = 0; round < rounds; round += 1) {
        await sleep(3000);
        const before = acknowledged.size;
        const finished = await Promise.all(workers.map(finishedBy));
        const old = await failOver(cluster, round % 2 === 0);
        const began = performance.now();
        await until(async () => acknowledged.size > before + 20);
        for (const [place, worker] of workers.entries()) {
          await until(async () => (await finishedBy(worker)) > (finished[place] ?? 0) + 5);
        }
        say(
          `Round ${round}: ${round % 2 === 0 ? 'killed' : 'cut off'} ${old}; ${acknowledged.size} acknowledged, both workers on again ${Math.round((performance.now() - began) / 1000)} s after there was another leader`,
        );
        if (round % 2 === 0) cluster.start(old);
        else await cluster.join(old);
        await until(() => cluster.isWhole());
        passed();
      }
      isOver = true;
      await load;
      const left = async () => {
        const { rows } = await db.raw(
          `SELECT count(*)::int AS found, count(*) FILTER (WHERE finished_at IS NULL)::int AS going,
             count(*) FILTER (WHERE status <> 'PASSED' OR 4 <> ALL (ARRAY[
               (SELECT count(*) FROM kernel.job_results WHERE run_id = id),
               (SELECT count(DISTINCT position) FROM kernel.job_results WHERE run_id = id)]))::int AS wrong,
             (SELECT count(*)::int FROM ends WHERE run_id = ANY (:ids)) AS ends
           FROM kernel.jobs WHERE id = ANY (:ids)`,
          { ids: [...acknowledged] },
        );
        return rows[0];
      };
      await until(async () => (await left().catch(() => undefined))?.going === 0);
      const { size } = acknowledged;
      const { found, wrong, ends } = await left();
      say(
        `${rounds} failovers, ${size} runs acknowledged, ${size - found} lost, ${wrong} not done step by step, ended once ${ends}`,
      );
      expect({ found, wrong, ends }).toEqual({ found: size, wrong: 0, ends: size });
      await Promise.all(workers.map((worker) => worker.kill()));
      await db.destroy();
    } finally {
      await cluster.stop();
    }
  });
});

const finishedBy = async (worker: WorkerProcess) => (await worker.stats()).finished;

/** The first server is killed, or hears nothing any more; gives its name. */
async function failOver(cluster: Cluster, byKill: boolean): Promise<string> {
  let old: string | undefined;
  await until(async () => {
    old = await cluster.leader();
    return old !== undefined;
  });
  const name = old ?? '';
  await (byKill ? cluster.kill(name) : cluster.cut(name));
  await until(async () => {
    const next = await cluster.leader();
    return next !== undefined && next !== name;
  });
  return name;
}

/** A failover takes half a minute at the most; what takes so long will not come. */
const patienceMs = 300_000;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > patienceMs) throw new Error(`Waited in vain for ${isSo}`);
    await sleep(500);
  }
}
