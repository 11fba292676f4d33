import { awaitJob, jobAbout } from '@atelier/api/kernel/jobs/await-job.ts';
import { enqueueJob, enqueuePeriodic } from '@atelier/api/kernel/jobs/enqueue-job.ts';
import { defineJob, type JobServices } from '@atelier/api/kernel/jobs/job-kind.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import type { Knex } from 'knex';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { contextOn } from '../miniatures/test-caller.ts';
import { startJobs } from './jobs-caller.ts';

// Jobs of the house, on kinds of this file's own.

const database = await createTestDatabase();
afterAll(() => database.drop());
const { db } = database;
await db.raw('CREATE TABLE written (id bigserial PRIMARY KEY, what text NOT NULL)');
const written = async () => (await db('written').orderBy('id')).map(({ what }) => what);
async function write(on: Knex, what: string): Promise<void> {
  await on('written').insert({ what });
}
beforeEach(() => db('written').delete());
const context = { ...contextOn(database), requestId: 'r-1' };
const limitMs = 60_000;

const counting = defineJob<JobServices>()({
  name: 'kernel.count',
  input: z.strictObject({ to: z.int() }),
  state: z.object({ at: z.int() }),
  async step({ input: { to }, state = { at: 0 } }) {
    if (state.at === to) return { done: { counted: to } };
    const at = state.at + 1;
    return {
      next: { at },
      progress: { done: at, total: to },
      async commit(trx) {
        await write(trx, `${at}`);
        return [{ action: 'update', entity: 'count', id: `${at}`, before: null, after: { at } }];
      },
    };
  },
});

let failing: Error[] = [];
const brittle = defineJob<JobServices>()({
  name: 'kernel.brittle',
  input: z.strictObject({ commits: z.boolean() }),
  async step({ input }) {
    const error = failing.shift();
    if (error !== undefined && !input.commits) throw error;
    return {
      done: null,
      async commit(trx) {
        await write(trx, 'entered');
        if (error !== undefined) throw error;
        return [];
      },
    };
  },
  onFailed: (trx) => write(trx, 'taken back'),
});

const yearly = defineJob<JobServices>()({
  name: 'kernel.yearly',
  input: z.strictObject({}),
  everyHours: 24 * 365,
  step: async () => ({ done: null }),
});

const idle = { name: 'kernel.nobody' } as const;
startJobs(database, { kinds: [counting, brittle] });

const ask = <Input>(
  kind: Parameters<typeof enqueueJob<Input>>[2],
  wanted: Parameters<typeof enqueueJob<Input>>[3],
) => db.transaction((trx) => enqueueJob(trx, context, kind, wanted));

test('a job goes from step to step, each committed with what it writes, in the name of who asked', async () => {
  const id = await ask(counting, { input: { to: 3 } });
  expect(await awaitJob(db, id, limitMs)).toEqual({ counted: 3 });
  expect(await written()).toEqual(['1', '2', '3']);
  const log = await db('identity.audit_log').where({ command: 'kernel.count' }).orderBy('id');
  expect(log.map(({ actorId, requestId, entityId }) => [actorId, requestId, entityId])).toEqual(
    ['1', '2', '3'].map((at) => ['ann', 'r-1', at]),
  );
  const [row] = await db('kernel.jobs').where({ id });
  expect(row).toMatchObject({ kind: 'kernel.count', askedBy: 'ann', status: 'PASSED' });
});

test('what is asked for in a transaction that is rolled back is never done', async () => {
  await expect(
    db.transaction(async (trx) => {
      await enqueueJob(trx, context, counting, { input: { to: 1 } });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await awaitJob(db, await ask(counting, { input: { to: 0 } }), limitMs);
  expect(await written()).toEqual([]);
});

test('of jobs about a thing there is one at a time, and another one once it has ended', async () => {
  const wanted = { input: {}, about: 'thing:1' };
  const first = await ask(idle, wanted);
  expect(await Promise.all([ask(idle, wanted), ask(idle, wanted)])).toEqual([first, first]);
  expect(await ask(idle, { ...wanted, about: 'thing:2' })).not.toBe(first);
  await db('kernel.jobs')
    .where({ id: first })
    .update({ status: 'CANCELLED', finishedAt: db.fn.now() });
  const second = await ask(idle, wanted);
  expect(second).not.toBe(first);
  expect(await jobAbout(db, idle, 'thing:1')).toMatchObject({ id: second, status: 'waiting' });
});

test('one that is stuck is tried again by whoever asks next', async () => {
  const wanted = { input: {}, about: 'thing:3' };
  const id = await ask(idle, wanted);
  await db('kernel.jobs').where({ id }).update({ status: 'FAILED_STUCK' });
  expect(await jobAbout(db, idle, 'thing:3')).toMatchObject({ status: 'failed' });
  expect(await ask(idle, wanted)).toBe(id);
  expect(await jobAbout(db, idle, 'thing:3')).toMatchObject({ status: 'waiting' });
});

test.each([false, true])(
  'a coded error ends it, and is what who waits gets (commits: %s)',
  async (commits) => {
    failing = [kernelError('ERR_VALIDATION', { field: 'to' })];
    const id = await ask(brittle, { input: { commits }, about: `failing:${commits}` });
    await expect(awaitJob(db, id, limitMs)).rejects.toMatchObject({
      ...{ name: 'DomainError', code: 'ERR_VALIDATION', kind: 'invalid', params: { field: 'to' } },
    });
    expect(await written()).toEqual(['taken back']);
    expect(await jobAbout(db, brittle, `failing:${commits}`)).toMatchObject({
      status: 'failed',
      error: { code: 'ERR_VALIDATION', params: { field: 'to' } },
    });
  },
);

test('what may pass is tried again, and says so meanwhile', async () => {
  failing = [kernelError('ERR_BUSY')];
  const id = await ask(brittle, { input: { commits: false }, about: 'passing' });
  await expect(awaitJob(db, id, limitMs)).rejects.toMatchObject({ code: 'ERR_BUSY' });
  await expect
    .poll(async () => (await jobAbout(db, brittle, 'passing'))?.status, { timeout: limitMs })
    .toBe('done');
  expect(await written()).toEqual(['entered']);
});

test('what is no coded error is told to nobody but the log', async () => {
  failing = [new TypeError('secret of the house')];
  const id = await ask(brittle, { input: { commits: false }, about: 'internal' });
  await expect(awaitJob(db, id, limitMs)).rejects.toMatchObject({ code: 'ERR_INTERNAL' });
  const shown = await jobAbout(db, brittle, 'internal');
  expect(JSON.stringify(shown)).not.toContain('secret');
});

test('what is to be done from time to time is asked for once, however many look', async () => {
  await Promise.all(Array.from({ length: 8 }, () => enqueuePeriodic(db, yearly)));
  await enqueuePeriodic(db, yearly);
  const jobs = await db('kernel.jobs').where({ kind: yearly.name });
  expect(jobs.map(({ askedBy, status }) => [askedBy, status])).toEqual([['house', 'QUEUED']]);
});
