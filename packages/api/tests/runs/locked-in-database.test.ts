import { createCaller } from '@atelier/api/root.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { expect, test } from 'vitest';
import { contextOn } from '../miniatures/test-caller.ts';
import { content, openRuns, sampleProject } from './runs-caller.ts';

const { database, db, person } = await openRuns();

async function lockedRun() {
  const lead = await person('Lea', 'lead');
  const { projectId, asset, template } = await sampleProject(lead.runs, ['Boots']);
  const { id: runId } = await lead.runs.runs.create({
    ...{ projectId, assetId: asset.id, templateId: template.id },
  });
  const { runs } = lead.runs;
  const [item] = await runs.items({ runId });
  await runs.changeStatus({ runId, event: 'start' });
  await runs.record({ itemId: item?.id ?? '', revision: 0, status: 'ok' });
  await runs.update({ runId, verdict: 'passed' });
  await runs.changeStatus({ runId, event: 'finish' });
  await runs.lock({ runId });
  return { lead, runId, item };
}

test('a run is unlocked under an idempotency key, as every page sends one', async () => {
  const { lead, runId } = await lockedRun();
  const actor = { id: lead.id, kind: 'user', grants: [everywhere('lead')] } as const;
  const keyed = createCaller({ ...contextOn(database, actor), idempotencyKey: 'once' });
  const input = { runId, reason: 'The wrong firmware' };
  expect(await keyed.runs.runs.unlock(input)).toMatchObject({ status: 'done' });
  expect(await keyed.runs.runs.unlock(input)).toMatchObject({ status: 'done' });
});

test('by SQL a run is unlocked by nobody who does not write it down', async () => {
  const { runId } = await lockedRun();
  const unlocked = { status: 'done', lockedAt: null, lockedByUserId: null };
  await expect(db('runs.runs').where({ id: runId }).update(unlocked)).rejects.toThrow(
    'ERR_RUN_UNLOCK_UNWRITTEN',
  );
  const entry = { actorId: 'x', area: 'runs', command: 'x', door: 'house', entityType: 'run' };
  await db('identity.audit_log').insert({ ...entry, action: 'unlock', entityId: runId });
  // One that was written before is of another time.
  await expect(db('runs.runs').where({ id: runId }).update(unlocked)).rejects.toThrow(
    'ERR_RUN_UNLOCK_UNWRITTEN',
  );
});

test('a snapshot from before the lock is no way around it', async () => {
  const { item } = await lockedRun();
  const late = db.transaction(
    (trx) => trx('runs.run_results').where({ runItemId: item?.id }).update({ comment: 'x' }),
    { isolationLevel: 'repeatable read' },
  );
  await expect(late).rejects.toThrow('READ COMMITTED only');
});

test('an empty reason is none', async () => {
  const tester = await person('Tom', 'engineer');
  const { projectId, template } = await sampleProject(tester.runs, ['Boots']);
  const { id: runId } = await tester.runs.runs.create({ projectId, templateId: template.id });
  const [item] = await tester.runs.runs.items({ runId });
  const empty = {
    itemId: item?.id ?? '',
    revision: 0,
    status: 'fail',
    failReasonCode: '',
  } as const;
  const { result } = await tester.runs.runs.record(empty);
  expect(result).toMatchObject({ status: 'fail', failReasonCode: null });
});

test('what a version was called stays so when its case is called otherwise', async () => {
  const tester = await person('Tess', 'engineer');
  const { cases } = await sampleProject(tester.runs, ['Boots']);
  const caseId = cases[0]?.id ?? '';
  await tester.runs.cases.edit({
    ...{ caseId, onTopOf: 1, changeNote: '' },
    content: content('Boots twice', 'Open it'),
  });
  const first = await tester.runs.cases.version({ caseId, versionNumber: 1 });
  expect(first.content.title).toBe('Boots');
});
