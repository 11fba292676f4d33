import { beforeAll, expect, test } from 'vitest';
import { openRuns, sampleProject } from './runs-caller.ts';

let runs: Awaited<ReturnType<typeof openRuns>>;
beforeAll(async () => {
  runs = await openRuns();
});

test('how often a reason was given is told of the projects that whoever asks may read', async () => {
  const { runs: tester } = await runs.person('Dora', 'engineer');
  const lead = await runs.person('Lea', 'lead');
  const guest = await runs.person('Eve');
  const projects: string[] = [];
  for (const failures of [1, 2]) {
    const { projectId, template } = await sampleProject(tester);
    projects.push(projectId);
    const { id: runId } = await tester.runs.create({ projectId, templateId: template.id });
    await tester.runs.changeStatus({ runId, event: 'start' });
    const items = await tester.runs.items({ runId });
    for (const { id: itemId } of items.slice(0, failures)) {
      const why = { failReasonCode: 'firmware_bug', comment: 'Dark' };
      await tester.runs.record({ itemId, revision: 0, status: 'fail', ...why });
    }
  }
  const usesTo = async (who: typeof tester) =>
    (await who.reasons.list()).find(({ code }) => code === 'firmware_bug')?.uses;
  expect(await usesTo(tester)).toBe(3);
  expect(await usesTo(guest.runs)).toBe(0);
  const [, projectId = ''] = projects;
  await lead.runs.projects.addMember({ projectId, email: guest.email ?? '', role: 'viewer' });
  expect(await usesTo(await guest.withGrants())).toBe(2);
});
