import { awaitJob } from '@atelier/api/kernel/jobs/await-job.ts';
import { enqueueJob } from '@atelier/api/kernel/jobs/enqueue-job.ts';
import { forgetRunsJob } from '@atelier/api/orchestra/forget-runs.ts';
import { appRoleUrl } from '@atelier/testkit/app-role.ts';
import { expect, test } from 'vitest';
import { startJobs } from '../kernel/jobs-caller.ts';
import { contextOn } from '../miniatures/test-caller.ts';
import { openOrchestra, runSuite } from './orchestra-caller.ts';

// Finished runs of suites are kept for ever, unless a house says for how long.

const { database, db, person } = await openOrchestra();
const lead = await person('Lena', 'lead');
const connectionString = await appRoleUrl(db, database.connectionString);

const step = { key: 'n', name: 'N', kind: 'ACTION', driver: 'noop' } as const;
const scenario = (key: string) => ({
  ...{ key, name: key, steps: [step, { ...step, key: 'm' }] },
});
const barrier = {
  ...({ key: 'b', name: 'B', kind: 'BARRIER', driver: 'barrier' } as const),
  request: { barrier: 'meet', parties: 2 },
};
const environment = await lead.environments.create({
  ...{ name: 'System', baseUrls: { default: 'http://127.0.0.1:1' } },
});

/** A finished run, so many days ago. */
async function ranBefore(days: number, name: string): Promise<string> {
  const scenarios = ['a', 'c'].map((key) => ({
    ...scenario(key),
    steps: [step, barrier],
  }));
  const { run } = await runSuite(lead, environment.id, {
    name,
    scenarios: [...scenarios, scenario('d')],
  });
  await db.raw(
    `UPDATE orchestra.suite_runs SET started_at = started_at - :days * interval '1 day',
       finished_at = finished_at - :days * interval '1 day' WHERE id = :id`,
    { id: run.id, days },
  );
  return run.id;
}

async function forget(suiteRunDays?: number): Promise<unknown> {
  const kinds = [forgetRunsJob];
  const worker = startJobs(
    { connectionString },
    suiteRunDays === undefined ? { kinds } : { kinds, suiteRunDays },
  );
  const id = await db.transaction((trx) =>
    enqueueJob(trx, contextOn(database), forgetRunsJob, { input: {} }),
  );
  const result = await awaitJob(db, id, 60_000);
  await worker.drain();
  return result;
}

test('of runs that were finished long ago nothing is left but a line in the log', async () => {
  const old = [await ranBefore(31, 'first'), await ranBefore(40, 'second')];
  const kept = await ranBefore(29, 'third');
  expect(await forget()).toEqual({ forgotten: 0 });
  expect(await forget(30)).toEqual({ forgotten: 2 });

  expect(await db('orchestra.suite_runs').pluck('id')).toEqual([kept]);
  const tests = await db('orchestra.test_runs').select('id', 'suiteRunId');
  expect(new Set(tests.map(({ suiteRunId }) => suiteRunId))).toEqual(new Set([kept]));
  const results = await db('orchestra.step_results').distinct('runId');
  expect(results.map(({ runId }) => runId).toSorted()).toEqual(
    tests.map(({ id }) => id).toSorted(),
  );
  const arrivals = await db('orchestra.barrier_arrivals').distinct('suiteRunId');
  expect(arrivals).toEqual([{ suiteRunId: kept }]);
  const log = await db('identity.audit_log')
    .where({ command: 'orchestra.forgetRuns' })
    .orderBy('id');
  expect(log.map(({ action, entityId }) => [action, entityId])).toEqual(
    old.toReversed().map((id) => ['delete', id]),
  );
  expect(log[0].beforeJson).toMatchObject({ suite: 'second', environment: 'System' });
});
