import { applySeed, findSeeds } from '@atelier/lifecycle/seed/seed.ts';
import { expect, test } from 'vitest';
import { openRuns } from './runs-caller.ts';

const { db, person } = await openRuns();

test('the demo data is put into an area that holds nothing yet, and keeps every rule', async () => {
  const filled = async () => (await findSeeds(db)).find(({ area }) => area === 'runs')?.filled;
  expect(await filled()).toBe(false);
  await applySeed(db, 'runs');
  expect(await filled()).toBe(true);

  const { runs } = await person('Lea', 'lead');
  const [project] = await runs.projects.list({});
  const projectId = project?.id ?? '';
  expect(project).toMatchObject({
    ...{ name: 'Camera lab', cases: 60 },
    runs: { draft: 2, in_progress: 3, done: 3, locked: 4 },
  });
  const listed = await runs.runs.list({ projectId });
  for (const { id, status, results, title } of listed.items) {
    const missing = await runs.runs.missing({ runId: id });
    if (status === 'done' || status === 'locked') {
      expect([title, missing, results.open]).toEqual([title, [], 0]);
    }
    const items = await runs.runs.items({ runId: id });
    expect(items.every(({ content }) => content.steps.length > 0)).toBe(true);
    const failed = items.filter(({ result }) => result?.status === 'fail');
    expect(failed.every(({ result }) => result?.failReasonCode && result.comment)).toBe(true);
  }
  const failedL0 = await db('runs.run_results').where({ status: 'fail' });
  expect(failedL0.length).toBeGreaterThan(8);
  const { items: cases } = await runs.cases.list({ projectId, limit: 500 });
  expect(cases.filter(({ versionNumber }) => versionNumber === 3)).toHaveLength(5);
  // The next case has a key of its own.
  const [suite] = await runs.suites.list({ projectId });
  const made = await runs.cases.create({
    ...{ suiteId: suite?.id ?? '', content: { title: 'One more' } },
  });
  expect(made.key).toBe('C61');
});
