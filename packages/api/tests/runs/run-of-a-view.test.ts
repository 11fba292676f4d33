import { expect, test } from 'vitest';
import { content, openRuns, sampleProject } from './runs-caller.ts';

const { person } = await openRuns();

test('a run of what is found has what the library shows, in the versions of that moment', async () => {
  const { runs } = await person('Lou', 'engineer');
  const titles = ['Boots', 'Streams', 'Records', 'Left out', 'Old'];
  const { projectId, suite, cases, template } = await sampleProject(runs, titles);
  const [boots, streams, , , old] = cases.map(({ id }) => id);
  await sampleProject(runs, ['Elsewhere']);
  const before = await runs.runs.create({ projectId, templateId: template.id });
  const items = await runs.runs.items({ runId: before.id });
  for (const item of [items[1], items[2], items[4]]) {
    await runs.runs.record({ itemId: item?.id ?? '', revision: 0, status: 'fail' });
  }
  await runs.cases.archive({ caseId: old ?? '' });
  await runs.cases.edit({ caseId: streams ?? '', onTopOf: 1, content: content('Streams', 'Look') });
  const filter = { levels: ['L1' as const], lastResults: ['fail' as const] };
  const shown = await runs.cases.list({ projectId, ...filter });
  const { id: runId } = await runs.runs.create({ projectId, filter, title: 'Once more' });
  const pinned = async () =>
    (await runs.runs.items({ runId })).map((item) => [item.content.title, item.versionNumber]);
  expect(await pinned()).toEqual([
    ['Streams', 2],
    ['Records', 1],
  ]);
  expect(shown.items.map(({ title }) => title)).toEqual(['Streams', 'Records']);
  // What is found so later is in the run no more than a newer version is.
  await runs.cases.create({ suiteId: suite.id, content: content('Late'), tags: ['L1'] });
  await runs.cases.edit({ caseId: streams ?? '', onTopOf: 2, content: content('Streams', 'Hear') });
  expect(await pinned()).toHaveLength(2);
  expect((await pinned())[0]).toEqual(['Streams', 2]);
  // Beside what was picked, each is in it once.
  const caseIds = [boots ?? '', streams ?? ''];
  const both = await runs.runs.create({ projectId, caseIds, filter });
  const all = await runs.runs.items({ runId: both.id });
  expect(all.map((item) => item.content.title)).toEqual(['Boots', 'Streams', 'Records']);
});
