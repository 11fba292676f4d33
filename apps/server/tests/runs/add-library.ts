import { newId } from '@atelier/db/kernel/new-id.ts';
import type { Knex } from 'knex';

/**
 * What the older program had no endpoints for: a suite of two cases, the first of level L0, an asset, and a template
 * of the first.
 */
export async function addLibrary(db: Knex, projectId: string) {
  const [suiteId, assetId, templateId] = [newId(), newId(), newId()];
  await db('runs.test_suites').insert({ id: suiteId, projectId, key: 'VIDEO', name: 'Video' });
  const versions: string[] = [];
  for (const [position, title] of ['Boots', 'Streams'].entries()) {
    const [caseId, versionId] = [newId(), newId()];
    const row = { id: caseId, suiteId, key: `VIDEO-${position + 1}`, title, position };
    await db('runs.testcases').insert({ ...row, versionNumber: 1 });
    await db('runs.testcase_versions').insert({
      ...{ id: versionId, testcaseId: caseId, versionNumber: 1 },
    });
    versions.push(versionId);
  }
  await db.raw(
    `WITH tag AS (
       INSERT INTO runs.tags (name) VALUES ('L0') ON CONFLICT (name) DO UPDATE SET name = excluded.name
       RETURNING id
     )
     INSERT INTO runs.testcase_tags (testcase_id, tag_id)
     SELECT v.testcase_id, tag.id FROM runs.testcase_versions AS v, tag WHERE v.id = ?`,
    [versions[0] ?? ''],
  );
  const camera = { id: assetId, projectId, model: 'CAM-200', firmwareVersion: '1.4.2' };
  await db('runs.assets').insert(camera);
  await db('runs.run_templates').insert({ id: templateId, projectId, key: 'SMOKE', name: 'Smoke' });
  await db('runs.run_template_items').insert({
    ...{ templateId, testcaseVersionId: versions[0], position: 0 },
  });
  return { versions, assetId, templateId };
}
