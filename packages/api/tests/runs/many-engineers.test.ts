import { addUser } from '@atelier/testkit/add-user.ts';
import { beforeAll, expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { openRuns, sampleProject } from './runs-caller.ts';

let runs: Awaited<ReturnType<typeof openRuns>>;
beforeAll(async () => {
  runs = await openRuns();
});

test('in a house of more than five hundred engineers each of them can be assigned', async () => {
  const tester = await runs.person('Zoe', 'engineer');
  for (let number = 0; number < 500; number += 1) await addUser(runs.db, 'Aaron', 'engineer');
  const { projectId } = await sampleProject(tester.runs);
  const { id: runId } = await tester.runs.runs.create({ projectId });
  const updated = await tester.runs.runs.update({ runId, leadUserId: tester.id });
  expect(updated.lead).toEqual({ id: tester.id, name: 'Zoe' });
  const { id: stranger } = await runs.person('Sam', 'viewer');
  const refused = tester.runs.runs.update({ runId, leadUserId: stranger });
  expect((await refusal(refused))[0]).toBe('ERR_MEMBER_NOT_FOUND');
});
