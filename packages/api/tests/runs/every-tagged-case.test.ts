import { newId } from '@atelier/db/kernel/new-id.ts';
import { beforeAll, expect, test } from 'vitest';
import { content, openRuns, sampleProject } from './runs-caller.ts';

let runs: Awaited<ReturnType<typeof openRuns>>;
beforeAll(async () => {
  runs = await openRuns();
});

test('every case with a tag is every one, those that all projects share too', async () => {
  const tester = await runs.person('Lou', 'engineer');
  const { projectId, suite } = await sampleProject(tester.runs);
  const suiteId = newId();
  const { db } = runs;
  await db('runs.test_suites').insert({ id: suiteId, projectId: null, key: suiteId, name: 'All' });
  const shared = await (await runs.person('Ada', 'admin')).runs.cases.create({
    ...{ suiteId, content: content('Shared', 'Look'), tags: ['L0'] },
  });
  await addCases(suite.id, 2000, 'L0');
  const { id: runId } = await tester.runs.runs.create({ projectId, tag: 'L0' });
  const items = await db('runs.run_items as i')
    .join('runs.testcaseVersions as v', 'v.id', 'i.testcaseVersionId')
    .where({ runId })
    .select('v.testcaseId');
  expect(items).toHaveLength(2002);
  expect(items.map(({ testcaseId }) => testcaseId)).toContain(shared.id);
});

/** Cases of one version and one tag, straight in the database. */
async function addCases(suiteId: string, count: number, tag: string): Promise<void> {
  await runs.db.raw(
    `WITH made AS (
       INSERT INTO runs.testcases (id, suite_id, key, title, version_number)
       SELECT gen_random_uuid(), :suiteId::uuid, 'M' || n, 'Case ' || n, 1 FROM generate_series(1, :count::int) AS n
       RETURNING id
     ), versions AS (
       INSERT INTO runs.testcase_versions (id, testcase_id, version_number, title)
       SELECT gen_random_uuid(), id, 1, 'One' FROM made
     )
     INSERT INTO runs.testcase_tags (testcase_id, tag_id)
     SELECT made.id, t.id FROM made, runs.tags AS t WHERE t.name = :tag`,
    { suiteId, count, tag },
  );
}
