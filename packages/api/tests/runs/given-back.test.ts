import { changeStatus } from '@atelier/api/runs/runs.ts';
import { beforeAll, expect, test, vi } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { openRuns, sampleProject } from './runs-caller.ts';

let runs: Awaited<ReturnType<typeof openRuns>>;
beforeAll(async () => {
  runs = await openRuns();
});

test('a bench is not given back while its run begins', async () => {
  const tester = await runs.person('Ben', 'engineer');
  const { projectId, asset } = await sampleProject(tester.runs);
  const assetId = asset.id;
  const { id: runId } = await tester.runs.runs.create({ projectId, assetId });
  await tester.runs.benches.take({ assetId, runId });
  const beginning = await runs.db.transaction();
  await changeStatus(beginning, { runId, event: 'start' }, tester.id);
  let isOver = false;
  const givenBack = refusal(tester.runs.benches.giveBack({ assetId })).finally(() => {
    isOver = true;
  });
  await vi.waitFor(async () => expect(isOver || (await isWaiting())).toBe(true));
  await beginning.commit();
  expect((await givenBack)[0]).toBe('ERR_ASSET_IN_USE');
  const [held] = await tester.runs.assets.list({ projectId });
  expect(held?.heldFor).toMatchObject({ runId });
});

async function isWaiting(): Promise<boolean> {
  const { rows } = await runs.db.raw(
    "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
  );
  return rows.length > 0;
}
