import { expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { content, openRuns, sampleProject } from './runs-caller.ts';

const { db, person } = await openRuns();

test('from the library to the locked run', async () => {
  const lead = await person('Lea', 'lead');
  const tester = await person('Tom', 'engineer');
  const { projectId, asset, template } = await sampleProject(tester.runs);
  const wanted = { projectId, assetId: asset.id, templateId: template.id };
  const run = await tester.runs.runs.create(wanted);
  expect(run).toMatchObject({
    title: 'Smoke',
    status: 'draft',
    executedBy: { id: tester.id, name: 'Tom' },
    firmwareVersion: '5.7.1',
    results: { ok: 0, fail: 0, na: 0, open: 2 },
  });
  const runId = run.id;
  await tester.runs.runs.changeStatus({ runId, event: 'start' });
  const [first, second] = await tester.runs.runs.items({ runId });
  if (!first || !second) throw new Error('there are two items');
  expect(first).toMatchObject({ key: expect.stringMatching(/^C\d+$/), tags: ['L0'], result: null });

  const failed = await tester.runs.runs.record({ itemId: first.id, revision: 0, status: 'fail' });
  expect(failed.result).toMatchObject({ status: 'fail', revision: 1, updatedBy: { name: 'Tom' } });
  const missing = await tester.runs.runs.missing({ runId });
  expect(missing).toEqual([
    { what: 'fail_reason', itemId: first.id },
    { what: 'fail_comment', itemId: first.id },
    { what: 'verdict' },
  ]);
  expect(await refusal(tester.runs.runs.changeStatus({ runId, event: 'finish' }))).toEqual([
    'ERR_RUN_NOT_DONE',
    { missing: 3, first: 'fail_reason' },
  ]);
  const told = { failReasonCode: 'firmware_bug', comment: 'It restarts.' };
  await tester.runs.runs.record({ itemId: first.id, revision: 1, ...told });
  await tester.runs.runs.update({ runId, verdict: 'failed' });
  const done = await tester.runs.runs.changeStatus({ runId, event: 'finish' });
  expect(done).toMatchObject({ status: 'done', finishedAt: expect.any(String) });

  expect((await refusal(tester.runs.runs.lock({ runId })))[0]).toBe('ERR_FORBIDDEN');
  expect(await lead.runs.runs.lock({ runId })).toMatchObject({
    status: 'locked',
    lockedBy: { name: 'Lea' },
  });
  const again = { itemId: second.id, revision: 0, status: 'ok' } as const;
  expect((await refusal(tester.runs.runs.record(again)))[0]).toBe('ERR_RUN_LOCKED');
  expect((await refusal(tester.runs.runs.update({ runId, title: 'Other' })))[0]).toBe(
    'ERR_RUN_LOCKED',
  );

  expect(await lead.runs.runs.unlock({ runId, reason: 'The wrong firmware' })).toMatchObject({
    status: 'done',
    lockedAt: null,
  });
  const log = await db('identity.audit_log').where({ runId }).orderBy('id');
  expect(log.map(({ action, entityType }) => `${entityType} ${action}`)).toEqual([
    'run create',
    'run status_change',
    'result update',
    'result update',
    'run update',
    'run status_change',
    'run lock',
    'run unlock',
  ]);
  expect(log.at(-1)).toMatchObject({ projectId, afterJson: { reason: 'The wrong firmware' } });
});

test('who recorded on top of another result than there is hears of it, and nothing is lost', async () => {
  const tester = await person('Tess', 'engineer');
  const { projectId, template } = await sampleProject(tester.runs);
  const { id: runId } = await tester.runs.runs.create({ projectId, templateId: template.id });
  const [item] = await tester.runs.runs.items({ runId });
  const itemId = item?.id ?? '';
  await tester.runs.runs.record({ itemId, revision: 0, status: 'ok' });
  const late = tester.runs.runs.record({ itemId, revision: 0, status: 'fail' });
  expect(await refusal(late)).toEqual(['ERR_RESULT_CONFLICT', { revision: 1, by: 'Tess' }]);
  const steps = {
    itemId,
    revision: 1,
    step: { index: 1, status: 'fail', comment: 'dark' },
  } as const;
  const { result } = await tester.runs.runs.record(steps);
  expect(result).toMatchObject({
    status: 'fail',
    revision: 2,
    steps: [null, { status: 'fail', comment: 'dark', measuredValue: null }],
  });
  expect((await tester.runs.runs.clear({ itemId, revision: 2 })).result).toBeNull();
});

test('a bench is held for one run at a time', async () => {
  const tester = await person('Bea', 'engineer');
  const { projectId, asset } = await sampleProject(tester.runs);
  const create = (title: string) =>
    tester.runs.runs.create({ projectId, assetId: asset.id, title });
  const [one, other] = [await create('One'), await create('Other')];
  await tester.runs.runs.changeStatus({ runId: one.id, event: 'start' });
  const refused = await refusal(tester.runs.runs.changeStatus({ runId: other.id, event: 'start' }));
  expect(refused).toEqual(['ERR_ASSET_HELD', { runId: one.id, runTitle: 'One', by: 'Bea' }]);
  const [held] = await tester.runs.assets.list({ projectId });
  expect(held?.heldFor).toMatchObject({ runId: one.id, by: { name: 'Bea' } });
});

test('an edit makes the next version, and the one before stays as it was', async () => {
  const tester = await person('Ed', 'engineer');
  const { cases } = await sampleProject(tester.runs, ['Boots']);
  const caseId = cases[0]?.id ?? '';
  const edit = {
    caseId,
    onTopOf: 1,
    content: content('Boots twice', 'Pull the plug'),
    changeNote: 'more',
  };
  const edited = await tester.runs.cases.edit(edit);
  expect(edited).toMatchObject({ title: 'Boots twice', versionNumber: 2 });
  const versions = await tester.runs.cases.versions({ caseId });
  expect(versions.map((version) => version.content.title)).toEqual(['Boots twice', 'Boots']);
  expect(await refusal(tester.runs.cases.edit(edit))).toEqual(['ERR_CASE_CHANGED', { newest: 2 }]);
  await expect(db('runs.testcase_versions').update({ summary: 'other' })).rejects.toThrow(
    'never changes',
  );
});

test('somebody from outside sees the projects of which they are a member, and knows of no other', async () => {
  const [owner, guest] = [await person('Ola', 'lead'), await person('Gus')];
  const mine = await sampleProject(owner.runs);
  expect(await guest.runs.projects.list({})).toEqual([]);
  expect(await refusal(guest.runs.projects.get({ projectId: mine.projectId }))).toEqual([
    'ERR_PROJECT_NOT_FOUND',
    {},
  ]);
  const { projectId } = mine;
  await owner.runs.projects.addMember({ projectId, email: guest.email, role: 'viewer' });
  expect(await owner.runs.projects.members({ projectId })).toMatchObject([
    { name: 'Gus', role: 'viewer' },
    { name: 'Ola', role: 'owner' },
  ]);
  const last = owner.runs.projects.removeMember({ projectId, userId: owner.id });
  expect((await refusal(last))[0]).toBe('ERR_LAST_PROJECT_OWNER');
});
