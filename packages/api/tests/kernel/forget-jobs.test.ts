import { awaitJob } from '@atelier/api/kernel/jobs/await-job.ts';
import { enqueueJob } from '@atelier/api/kernel/jobs/enqueue-job.ts';
import { forgetJobsJob } from '@atelier/api/kernel/jobs/forget-jobs.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { appRoleUrl } from '@atelier/testkit/app-role.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { contextOn } from '../miniatures/test-caller.ts';
import { startJobs } from './jobs-caller.ts';

// What has ended is not kept for ever; the app's role can remove results in no other way.

const database = await createTestDatabase();
afterAll(() => database.drop());
const { db } = database;
const url = await appRoleUrl(db, database.connectionString);
const app = connect({ connectionString: url, poolSize: 2 });
afterAll(() => app.destroy());

async function addJobs(count: number, finishedDaysAgo: number | null): Promise<readonly string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `INSERT INTO kernel.jobs (id, kind, status, finished_at)
     SELECT gen_random_uuid(), 'old', CASE WHEN :days::float8 IS NULL THEN 'QUEUED' ELSE 'PASSED' END,
       now() - :days::float8 * interval '1 day' FROM generate_series(1, :count) RETURNING id`,
    { count, days: finishedDaysAgo },
  );
  const ids = rows.map(({ id }) => id);
  await db.raw(
    `INSERT INTO kernel.job_results (run_id, sequence, position, status, step_key, started_at, finished_at)
     SELECT id, 1, 0, 'PASSED', 'one', now(), now() FROM unnest(?::uuid[]) AS id`,
    [[...ids]],
  );
  return ids;
}

test('jobs that were finished a week ago are forgotten with their results, all others stay', async () => {
  await addJobs(2500, 8);
  const kept = [...(await addJobs(1200, 6)), ...(await addJobs(10, null))];
  startJobs({ connectionString: url }, { kinds: [forgetJobsJob] });
  const id = await db.transaction((trx) =>
    enqueueJob(trx, contextOn(database), forgetJobsJob, { input: {} }),
  );
  await awaitJob(db, id, 60_000);
  const left = await db('kernel.jobs').where({ kind: 'old' }).orderBy('id').pluck('id');
  expect(left).toEqual(kept.toSorted());
  const results = await db('kernel.job_results').orderBy('runId');
  expect(results.map(({ runId }) => runId)).toEqual(kept.toSorted());
});

test('nobody removes results otherwise: not the app, and of what is not finished nobody', async () => {
  const [open = ''] = await addJobs(1, null);
  const [done = ''] = await addJobs(1, 1);
  const remove = (on: typeof db) => on('kernel.job_results').where({ runId: done }).delete();
  await expect(remove(app)).rejects.toMatchObject({ code: '42501' });
  await app.raw("SET kernel.forgets = 'on'");
  await expect(remove(app)).rejects.toMatchObject({ code: '42501' });
  await expect(remove(db)).rejects.toThrow('only added to');
  await app.raw('SELECT kernel.forget_jobs(ARRAY[?]::uuid[])', [open]);
  expect(await db('kernel.job_results').where({ runId: open })).toHaveLength(1);
});
