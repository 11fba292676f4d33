import { beforeAll, expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { openRuns, sampleProject } from './runs-caller.ts';

let runs: Awaited<ReturnType<typeof openRuns>>;
beforeAll(async () => {
  runs = await openRuns();
});

/** A run that is done, of which one item is of level L0. */
async function doneRun() {
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
  await tester.runs.runs.changeStatus({ runId, event: 'finish' });
  const [least, other] = items.map(({ id }) => id);
  if (!least || !other) throw new Error('there are two items');
  return { tester: tester.runs, projectId, runId, assetId: asset.id, items, least, other };
}

test('a run that is done stays what a run has to be that is done', async () => {
  const { tester, runId, least, other } = await doneRun();
  const refused = async (work: Promise<unknown>, first: string) =>
    expect(await refusal(work)).toEqual(['ERR_RUN_NOT_DONE', { missing: 1, first }]);
  await refused(tester.runs.clear({ itemId: least, revision: 1 }), 'l0_result');
  await refused(tester.runs.update({ runId, verdict: null }), 'verdict');
  await refused(tester.runs.update({ runId, assetId: null }), 'asset');
  const noReason = { revision: 1, status: 'fail', comment: 'Dark' } as const;
  await refused(tester.runs.record({ itemId: other, ...noReason }), 'fail_reason');
  await refused(
    tester.compatibility.record({ runId, itemId: other, ...patchOf(noReason) }),
    'fail_reason',
  );
  const many = tester.execution.recordMany({
    ...{ runId, status: 'fail' },
    items: [{ itemId: least, revision: 1 }],
  });
  expect((await refusal(many))[0]).toBe('ERR_RUN_NOT_DONE');

  expect(await tester.runs.missing({ runId })).toEqual([]);
  const why = { failReasonCode: 'firmware_bug' };
  await tester.runs.record({ itemId: other, ...noReason, ...why });
  await tester.runs.clear({ itemId: other, revision: 2 });
  await tester.runs.update({ runId, verdict: 'passed_with_remarks' });
});

/** The same with somebody who may lock. */
async function lockable() {
  const run = await doneRun();
  const lead = await runs.person('Lea', 'lead');
  return { ...run, lock: () => lead.runs.runs.lock({ runId: run.runId }) };
}

test('a bench gets its next firmware, or loses it, and what was done on it stays done', async () => {
  const { tester, projectId, runId, assetId, lock } = await lockable();
  for (const firmwareVersion of ['6.0.0', '']) {
    await tester.assets.update({ assetId, firmwareVersion });
    expect(await tester.runs.missing({ runId })).toEqual([]);
    expect(await tester.runs.get({ runId })).toMatchObject({ firmwareVersion: '5.7.1' });
  }
  const rates = await tester.reports.failRates({ projectId });
  expect(rates).toMatchObject([{ model: 'DS-2', firmware: '5.7.1' }]);
  expect((await tester.reports.choices({ projectId })).firmwares).toEqual(['5.7.1']);
  await lock();
  expect(await tester.runs.get({ runId })).toMatchObject({ firmwareVersion: '5.7.1' });
});

test('a case loses its level, or gets it, and what was done with it stays done', async () => {
  const { tester, projectId, runId, items, least, other, lock } = await lockable();
  const [first, second] = items.map(({ caseId }) => caseId);
  await tester.runs.clear({ itemId: other, revision: 1 });
  await tester.cases.tag({ projectId, caseIds: [first ?? ''], remove: ['L0'] });
  await tester.cases.tag({ projectId, caseIds: [second ?? ''], add: ['L0'] });
  expect(await tester.runs.missing({ runId })).toEqual([]);
  // What was of level L0 when it was done keeps its result.
  expect((await refusal(tester.runs.clear({ itemId: least, revision: 1 })))[0]).toBe(
    'ERR_RUN_NOT_DONE',
  );
  expect((await tester.runs.items({ runId })).map(({ tags }) => tags)).toEqual([['L0'], ['L1']]);
  await lock();
});

test('whoever reopens a run goes by what there is now', async () => {
  const { tester, projectId, runId, assetId, items } = await doneRun();
  await tester.assets.update({ assetId, firmwareVersion: ' ' });
  const caseIds = [items[0]?.caseId ?? ''];
  await tester.cases.tag({ projectId, caseIds, remove: ['L0'] });
  await tester.runs.changeStatus({ runId, event: 'reopen' });
  expect(await tester.runs.missing({ runId })).toEqual([{ what: 'firmware' }, { what: 'l0_item' }]);
  const finish = () => tester.runs.changeStatus({ runId, event: 'finish' });
  expect((await refusal(finish()))[0]).toBe('ERR_RUN_NOT_DONE');
  await tester.assets.update({ assetId, firmwareVersion: '6.0.0' });
  await tester.cases.tag({ projectId, caseIds, add: ['L0'] });
  expect(await finish()).toMatchObject({ firmwareVersion: '6.0.0' });
});

test('a run that is done is said to be of another bench only with its firmware', async () => {
  const { tester, projectId, runId } = await doneRun();
  const blank = await tester.assets.create({ projectId, model: 'DS-9' });
  expect(await refusal(tester.runs.update({ runId, assetId: blank.id }))).toEqual([
    ...['ERR_RUN_NOT_DONE', { missing: 1, first: 'firmware' }],
  ]);
  const other = await tester.assets.create({ projectId, model: 'DS-9', firmwareVersion: '7' });
  expect(await tester.runs.update({ runId, assetId: other.id })).toMatchObject({
    ...{ assetModel: 'DS-9', firmwareVersion: '7' },
  });
});

test('the tags of a case go while a run is finished: what is kept is what was looked at', async () => {
  const { tester, projectId, runId, items } = await doneRun();
  await tester.runs.changeStatus({ runId, event: 'reopen' });
  const caseIds = [items[0]?.caseId ?? ''];
  await Promise.allSettled([
    tester.runs.changeStatus({ runId, event: 'finish' }),
    tester.cases.tag({ projectId, caseIds, remove: ['L0'] }),
  ]);
  const { status } = await tester.runs.get({ runId });
  if (status === 'done') expect(await tester.runs.missing({ runId })).toEqual([]);
});

function patchOf({ revision: _, ...patch }: { revision: number; status: 'fail'; comment: string }) {
  return patch;
}

test('what a run of an older program lacked keeps nobody from mending it bit by bit', async () => {
  const { tester, runId, other } = await doneRun();
  await runs.db('runs.runs').where({ id: runId }).update({ templateId: null, verdict: null });
  await tester.runs.update({ runId, verdict: 'failed' });
  await tester.runs.record({ itemId: other, revision: 1, comment: 'Seen' });
  expect(await tester.runs.missing({ runId })).toEqual([{ what: 'template' }]);
});
