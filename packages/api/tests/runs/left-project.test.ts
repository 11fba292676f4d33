import { beforeAll, expect, test } from 'vitest';
import { content, openRuns, sampleProject } from './runs-caller.ts';

let runs: Awaited<ReturnType<typeof openRuns>>;
beforeAll(async () => {
  runs = await openRuns();
});

test('a case that went to another project tells the one it left nothing more', async () => {
  const tester = await runs.person('Mia', 'engineer');
  const { projectId, template, cases } = await sampleProject(tester.runs);
  const { suite: away } = await sampleProject(tester.runs);
  const [stays, leaves] = cases.map(({ id }) => id);
  if (!stays || !leaves) throw new Error('there are two cases');
  const { id: runId } = await tester.runs.runs.create({ projectId, templateId: template.id });
  await tester.runs.cases.move({ projectId, caseIds: [leaves], suiteId: away.id });
  for (const caseId of [stays, leaves]) {
    await tester.runs.cases.edit({ caseId, onTopOf: 1, content: content('Secret', 'Whisper') });
  }
  expect(await tester.runs.execution.repin({ runId })).toMatchObject({ repinned: 1 });
  const items = await tester.runs.runs.items({ runId });
  expect(items.map((item) => [item.caseId, item.versionNumber])).toEqual([
    [stays, 2],
    [leaves, 1],
  ]);
  const fresh = await tester.runs.runs.create({ projectId, templateId: template.id });
  const ofTemplate = await tester.runs.runs.items({ runId: fresh.id });
  expect(ofTemplate.map(({ caseId }) => caseId)).toEqual([stays]);
});
