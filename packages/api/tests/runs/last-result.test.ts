import { newId } from '@atelier/db/kernel/new-id.ts';
import { lastResults } from '@atelier/domain/runs/schemas.ts';
import { expect, test } from 'vitest';
import { content, openRuns, sampleProject } from './runs-caller.ts';

const { db, person } = await openRuns();

type Last = (typeof lastResults)[number];

test('cases are found by what came of them last, whichever run that was in', async () => {
  const { runs } = await person('Lou', 'engineer');
  const titles = ['Boots', 'Streams', 'Records', 'Left out'];
  const { projectId, template } = await sampleProject(runs, titles);
  const begin = async () => {
    const { id: runId } = await runs.runs.create({ projectId, templateId: template.id });
    return runs.runs.items({ runId });
  };
  const [older, newer] = [await begin(), await begin()];
  const record = async (items: typeof older, place: number, status: 'ok' | 'fail' | 'na') => {
    const item = await runs.runs.item({ itemId: items[place]?.id ?? '' });
    const revision = item.result?.revision ?? 0;
    await runs.runs.record({ itemId: item.id, revision, status });
  };
  const found = async (...wanted: Last[]) => {
    const { items, total } = await runs.cases.list({ projectId, lastResults: wanted });
    expect(total).toBe(items.length);
    for (const { lastResult } of items) expect(wanted).toContain(lastResult ?? 'none');
    return items.map(({ title }) => title);
  };
  expect(await found('none')).toEqual(titles);
  await record(newer, 0, 'ok');
  await record(newer, 1, 'ok');
  await record(newer, 2, 'na');
  // The run that was made first is gone on with.
  await record(older, 1, 'fail');
  expect(await found('ok')).toEqual(['Boots']);
  expect(await found('fail')).toEqual(['Streams']);
  expect(await found('na')).toEqual(['Records']);
  expect(await found('none')).toEqual(['Left out']);
  expect(await found('fail', 'none')).toEqual(['Streams', 'Left out']);
  expect(await found(...lastResults)).toEqual(titles);
  // What was taken back counts no more.
  const { result } = await runs.runs.item({ itemId: older[1]?.id ?? '' });
  await runs.runs.clear({ itemId: older[1]?.id ?? '', revision: result?.revision ?? 0 });
  expect(await found('ok')).toEqual(['Boots', 'Streams']);
  // A page of what was found begins where the one before ends.
  const first = await runs.cases.list({ projectId, lastResults: ['ok'], limit: 1 });
  const rest = { projectId, lastResults: ['ok' as const], cursor: first.nextCursor };
  const [second] = (await runs.cases.list(rest)).items;
  expect([first.total, first.items[0]?.title, second?.title]).toEqual([2, 'Boots', 'Streams']);
});

test('of what all projects share a project tells its own results, and no others', async () => {
  const { runs } = await person('Ada', 'admin');
  const suiteId = newId();
  await db('runs.test_suites').insert({ id: suiteId, projectId: null, key: suiteId, name: 'All' });
  const { id: caseId } = await runs.cases.create({ suiteId, content: content('Shared', 'Look') });
  const [one, other] = [await sampleProject(runs), await sampleProject(runs)];
  const { id: runId } = await runs.runs.create({ projectId: one.projectId, caseIds: [caseId] });
  const [item] = await runs.runs.items({ runId });
  await runs.runs.record({ itemId: item?.id ?? '', revision: 0, status: 'fail' });
  const lastIn = async (projectId: string) =>
    (await runs.cases.list({ projectId, suiteId })).items.map(({ lastResult }) => lastResult);
  expect(await lastIn(one.projectId)).toEqual(['fail']);
  expect(await lastIn(other.projectId)).toEqual([null]);
  const none = { projectId: other.projectId, suiteId, lastResults: ['none' as const] };
  expect((await runs.cases.list(none)).total).toBe(1);
});
