import { beforeAll, expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { openRuns } from './runs-caller.ts';

let runs: Awaited<ReturnType<typeof openRuns>>;
beforeAll(async () => {
  runs = await openRuns();
});

/** How many statements the database is sent meanwhile. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  // What is announced goes out by itself, some time later.
  const note = ({ sql }: { readonly sql: string }) => {
    if (!sql.includes('pg_notify')) count += 1;
  };
  runs.db.on('query', note);
  await work();
  runs.db.off('query', note);
  return count;
}

const reported = (count: number) =>
  Array.from({ length: count }, (_, place) => ({ className: 'boot', name: `test ${place}` }));

test('what a report costs does not grow with its tests, up to a thousand of them', async () => {
  const { runs: tester } = await runs.person('Dora', 'engineer');
  const costs = [];
  for (const tests of [20, 900]) {
    const { id: projectId } = await tester.projects.create({ name: 'Nightly' });
    const { id: runId } = await tester.runs.create({ projectId, title: 'One' });
    const added = await statements(() =>
      tester.compatibility.addReported({ runId, tests: reported(tests) }),
    );
    const items = await tester.runs.items({ runId });
    expect(items).toHaveLength(tests);
    const results = items.map(({ id: itemId }) => ({
      ...{ itemId, status: 'ok' as const, failReasonCode: null },
      ...{ comment: '', measuredValue: '1 s' },
    }));
    const record = () => tester.compatibility.recordReport({ runId, results });
    const recorded = await statements(record);
    expect(await record()).toEqual({ recorded: 0 });
    costs.push({ added, recorded });
  }
  expect(costs[1]).toEqual(costs[0]);
});

test('a report neither reaches into another run, nor leaves a run that is done undone', async () => {
  const { runs: tester } = await runs.person('Dora', 'engineer');
  const { id: projectId } = await tester.projects.create({ name: 'Nightly' });
  const made = async (title: string) => {
    const { id: runId } = await tester.runs.create({ projectId, title });
    await tester.compatibility.addReported({ runId, tests: reported(2) });
    const [item] = await tester.runs.items({ runId });
    return { runId, itemId: item?.id ?? '' };
  };
  const [one, other] = [await made('One'), await made('Other')];
  const result = { status: 'fail' as const, comment: 'Dark', measuredValue: null };
  const report = (itemId: string, failReasonCode: string | null = null) =>
    tester.compatibility.recordReport({
      runId: one.runId,
      results: [{ itemId, failReasonCode, ...result }],
    });
  expect((await refusal(report(other.itemId)))[0]).toBe('ERR_RUN_ITEM_NOT_FOUND');
  expect((await refusal(report(one.itemId, 'none')))[0]).toBe('ERR_FAIL_REASON_NOT_FOUND');
  await tester.runs.changeStatus({ runId: one.runId, event: 'start' });
  // As an older program has finished it.
  await runs
    .db('runs.runs')
    .where({ id: one.runId })
    .update({ status: 'done', finishedAt: new Date() });
  expect(await refusal(report(one.itemId))).toEqual([
    ...['ERR_RUN_NOT_DONE', { missing: 1, first: 'fail_reason' }],
  ]);
  expect(await report(one.itemId, 'firmware_bug')).toEqual({ recorded: 1 });
});
