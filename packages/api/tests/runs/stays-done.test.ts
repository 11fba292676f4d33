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
  return { tester: tester.runs, runId, least, other };
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
