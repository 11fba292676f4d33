import type { Knex } from 'knex';

const at = '2021-03-04T05:06:07.089Z';
const id = (kind: number, number = 1) => `0000000${kind}-0000-4000-8000-00000000000${number}`;

export const earlierRun = {
  runId: id(7),
  leadId: id(1),
  projectId: id(2),
  caseIds: [id(4, 1), id(4, 2)],
  /** What an older program kept of it, which the lock was not a signature under. */
  reportJson: { legacy: { testerName: 'Eve <b>', testDate: '2021-03-04' }, notes: ['wet'] },
  /** Of the content that the build of 29 November 2026 signed of these very rows. */
  signed: 'e49e27d086556bdc9337cf7d1922b17333d4ef29dc2919bf81d10196708c3c87',
} as const;

/**
 * The rows of a run as that build wrote and locked them: what was signed had neither what an older program kept, nor
 * an order of its own, so that its items, both at position 0, stand as their cases stood in the library.
 */
export async function addEarlierRun(db: Knex, sha256: string = earlierRun.signed): Promise<void> {
  const { runId, leadId, projectId, reportJson } = earlierRun;
  await db('identity.users').insert({ id: leadId, displayName: 'Lea', email: 'lea@example.org' });
  await db('runs.projects').insert({ id: projectId, name: 'Cameras', ownerUserId: leadId });
  await db('runs.test_suites').insert({ id: id(3), projectId, key: 'video', name: 'Video' });
  const asset = { model: 'DS-2', firmwareVersion: '5.7.1' };
  await db('runs.assets').insert({ id: id(6), projectId, ...asset });
  await db('runs.runs').insert({
    ...{ id: runId, projectId, assetId: id(6), title: 'Smoke', executedByUserId: leadId },
    ...{ verdict: 'passed', reportJson: JSON.stringify(reportJson), createdAt: at },
  });
  // The second case stands before the first one.
  for (const [number, title] of [
    [1, 'Streams'],
    [2, 'Boots'],
  ] as const) {
    const [caseId, versionId, itemId] = [id(4, number), id(5, number), id(8, number)];
    await db('runs.testcases').insert({
      ...{ id: caseId, suiteId: id(3), key: title, title, position: 2 - number },
    });
    await db('runs.testcase_versions').insert({
      ...{ id: versionId, testcaseId: caseId, versionNumber: 1, title },
      stepsJson: JSON.stringify(['Open it']),
      expectedJson: JSON.stringify(['It is seen']),
    });
    await db('runs.run_items').insert({ id: itemId, runId, testcaseVersionId: versionId });
    await db('runs.run_results').insert({
      ...{ runItemId: itemId, status: 'ok', comment: 'as it should' },
      ...{ updatedByUserId: leadId, updatedAt: at },
    });
  }
  for (const status of ['in_progress', 'done', 'locked']) {
    const instants = { startedAt: at, finishedAt: at, lockedAt: at };
    await db('runs.runs')
      .where({ id: runId })
      .update({ status, ...instants });
  }
  await db('runs.run_signatures').insert({
    ...{ id: id(9), runId, meaning: 'lock', signerId: leadId, signerName: 'Lea', signedAt: at },
    ...{ provedBy: 'local_owner', contentSha256: Buffer.from(sha256, 'hex') },
    testedJson: { assetModel: 'DS-2', firmwareVersion: '5.7.1', templateName: null },
  });
}
