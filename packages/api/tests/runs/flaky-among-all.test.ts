import { flakyCasesOf } from '@atelier/db/runs/reports/case-outcome-reads.ts';
import { addLargeProject } from '@atelier/testkit/large-project.ts';
import { expect, test } from 'vitest';
import { openRuns } from './runs-caller.ts';

const { db } = await openRuns();

test('a flaky case is found among however many that fail more often', async () => {
  const size = { cases: 600, versions: 1, runs: 6, itemsOfRun: 540, weeks: 6 };
  const { projectId } = await addLargeProject(db, size, 'Failing lab');
  const [{ caseId }] = (
    await db.raw(
      `SELECT testcase_id AS "caseId" FROM runs.run_results ORDER BY testcase_id LIMIT 1`,
    )
  ).rows;
  await db.transaction(async (trx) => {
    await trx.raw('SET LOCAL session_replication_role = replica');
    await trx.raw(`UPDATE runs.runs SET status = 'done', correction_of_run_id = NULL,
      finished_at = started_at, asset_id = (SELECT id FROM runs.assets ORDER BY id LIMIT 1)`);
    await trx.raw(`UPDATE runs.run_results SET status = 'fail'`);
    // There and back once, and it failed twice only.
    await trx.raw(
      `UPDATE runs.run_results AS x SET status = CASE WHEN r.turn IN (3, 4) THEN 'fail' ELSE 'ok' END::runs.result_status
       FROM (SELECT id, row_number() OVER (ORDER BY started_at, id) AS turn FROM runs.runs) AS r
       WHERE r.id = x.run_id AND x.testcase_id = ?`,
      [caseId],
    );
  });
  const found = await flakyCasesOf(db, { projectId });
  expect(found).toMatchObject([{ id: caseId, changes: 2, fails: 2, results: 6, assets: 1 }]);
});
