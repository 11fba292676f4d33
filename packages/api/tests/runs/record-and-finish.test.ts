import { changeStatus } from '@atelier/api/runs/runs.ts';
import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import { beforeAll, expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { openRuns, sampleProject } from './runs-caller.ts';

let runs: Awaited<ReturnType<typeof openRuns>>;
beforeAll(async () => {
  runs = await openRuns();
});

/** A run that has all that it needs to be done, in progress. */
async function almostDone() {
  const tester = await runs.person('Dora', 'engineer');
  const { projectId, template, asset } = await sampleProject(tester.runs);
  const wanted = { projectId, templateId: template.id, assetId: asset.id };
  const { id: runId } = await tester.runs.runs.create(wanted);
  await tester.runs.runs.changeStatus({ runId, event: 'start' });
  const items = await tester.runs.runs.items({ runId });
  for (const { id } of items) {
    await tester.runs.runs.record({ itemId: id, revision: 0, status: 'ok' });
  }
  await tester.runs.runs.update({ runId, verdict: 'passed' });
  return { tester, runId, itemId: items[1]?.id ?? '' };
}

/** Somebody finishes the run, and has not committed it when somebody else records a result, which then waits. */
async function recordedWhileFinished(how: {
  readonly status: ResultStatus;
  readonly comment?: string;
}) {
  const { tester, runId, itemId } = await almostDone();
  const trx = await runs.db.transaction();
  await changeStatus(trx, { runId, event: 'finish' }, tester.id);
  const recording = tester.runs.runs.record({ itemId, revision: 1, ...how });
  const outcome = refusal(recording).catch(() => undefined);
  await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
  await trx.commit();
  const code = (await outcome)?.[0];
  const missing = await tester.runs.runs.missing({ runId });
  return { code, missing, status: (await tester.runs.runs.get({ runId })).status };
}

/** How many wait for the lock of a run. */
async function waiting(): Promise<number> {
  const { rows } = await runs.db.raw(
    `SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows[0].waiting;
}

test('a result that a run that is done may not have does not come in behind its finish', async () => {
  const { code, missing, status } = await recordedWhileFinished({ status: 'fail' });
  expect({ code, missing, status }).toEqual({
    ...{ code: 'ERR_RUN_NOT_DONE', missing: [], status: 'done' },
  });
});

test('one that it may have is recorded on top of it, as one that comes later', async () => {
  const outcome = await recordedWhileFinished({ status: 'na', comment: 'no such port' });
  expect(outcome).toEqual({ code: undefined, missing: [], status: 'done' });
});

test('many record while it is finished and reopened: whenever it is done, nothing is missing', async () => {
  const { tester, runId, itemId } = await almostDone();
  const finish = async () => {
    for (let time = 0; time < 12; time += 1) {
      const event = time % 2 === 0 ? 'finish' : 'reopen';
      await tester.runs.runs.changeStatus({ runId, event }).catch(() => undefined);
    }
  };
  const record = async () => {
    for (let time = 0; time < 12; time += 1) {
      const { result } = await tester.runs.runs.item({ itemId });
      const status = result?.status === 'fail' ? 'ok' : 'fail';
      const revision = result?.revision ?? 0;
      await tester.runs.runs.record({ itemId, revision, status }).catch(() => undefined);
    }
  };
  await Promise.all([finish(), record(), record()]);
  const { status } = await tester.runs.runs.get({ runId });
  if (status === 'done') expect(await tester.runs.runs.missing({ runId })).toEqual([]);
});
