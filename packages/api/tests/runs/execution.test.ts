import { createCaller } from '@atelier/api/root.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { beforeAll, expect, test } from 'vitest';
import { contextOn, refusal } from '../miniatures/test-caller.ts';
import { content, openRuns, sampleProject } from './runs-caller.ts';

let runs: Awaited<ReturnType<typeof openRuns>>;
beforeAll(async () => {
  runs = await openRuns();
});

async function startedRun(titles?: readonly string[]) {
  const tester = await runs.person('Tom', 'engineer');
  const sample = await sampleProject(tester.runs, titles);
  const { projectId, template, asset } = sample;
  const run = await tester.runs.runs.create({
    projectId,
    templateId: template.id,
    assetId: asset.id,
  });
  await tester.runs.runs.changeStatus({ runId: run.id, event: 'start' });
  const items = await tester.runs.runs.items({ runId: run.id });
  return { ...sample, tester, runId: run.id, items };
}

async function finish(it: Awaited<ReturnType<typeof startedRun>>) {
  const { tester, runId } = it;
  const verdict = 'failed' as const;
  await tester.runs.runs.update({ runId, verdict });
  return tester.runs.runs.changeStatus({ runId, event: 'finish' });
}

test('several items get one status with one command, each with its entry, or none of them', async () => {
  const { tester, runId, items } = await startedRun(['One', 'Two', 'Three']);
  const [one, two, three] = items.map(({ id }) => id);
  await tester.runs.runs.record({ itemId: two ?? '', revision: 0, comment: 'Seen', status: 'na' });
  const all = [one, two, three].map((itemId = '', at) => ({ itemId, revision: at === 1 ? 1 : 0 }));
  const late = all.map((item) => ({ ...item, revision: 0 }));
  const refused = tester.runs.execution.recordMany({ runId, status: 'ok', items: late });
  expect(await refusal(refused)).toEqual(['ERR_RESULT_CONFLICT', { revision: 1, by: 'Tom' }]);
  expect((await tester.runs.runs.get({ runId })).results).toMatchObject({ ok: 0, open: 2 });

  const done = await tester.runs.execution.recordMany({ runId, status: 'ok', items: all });
  expect(done.map(({ result }) => [result?.status, result?.revision, result?.comment])).toEqual([
    ['ok', 1, ''],
    ['ok', 2, 'Seen'],
    ['ok', 1, ''],
  ]);
  const entries = await runs.db('identity.audit_log').where({ runId, entityType: 'result' });
  expect(entries).toHaveLength(4);

  const other = await startedRun();
  const foreign = [{ itemId: other.items[0]?.id ?? '', revision: 0 }];
  expect(
    (await refusal(tester.runs.execution.recordMany({ runId, status: 'ok', items: foreign })))[0],
  ).toBe('ERR_RUN_ITEM_NOT_FOUND');
});

test('items are somebody’s who may carry them out, and the time that is spent adds up', async () => {
  const { tester, runId, items, projectId } = await startedRun();
  const itemIds = items.map(({ id }) => id);
  const viewer = await runs.person('Vera', 'viewer');
  const assign = (userId: string | null) =>
    tester.runs.execution.assign({ runId, itemIds, userId });
  expect((await refusal(assign(viewer.id)))[0]).toBe('ERR_MEMBER_NOT_FOUND');
  await assign(tester.id);
  const testers = await tester.runs.execution.testers({ projectId });
  expect(testers).toContainEqual({ id: tester.id, name: 'Tom' });
  expect(testers.some(({ name }) => name === 'Vera')).toBe(false);
  const [itemId = ''] = itemIds;
  await tester.runs.execution.spend({ itemId, seconds: 20 });
  await tester.runs.execution.spend({ itemId, seconds: 30 });
  expect(await tester.runs.execution.items({ runId, itemIds: [itemId] })).toMatchObject([
    { assignee: { name: 'Tom' }, spentSeconds: 50 },
  ]);
  const strange = { runId, executedByUserId: '00000000-0000-7000-8000-000000000000' };
  expect((await refusal(tester.runs.runs.update(strange)))[0]).toBe('ERR_MEMBER_NOT_FOUND');
});

test('a draft that is pinned anew keeps what was recorded of steps that read as before', async () => {
  const tester = await runs.person('Pia', 'engineer');
  const { projectId, template, cases } = await sampleProject(tester.runs);
  const { id: runId } = await tester.runs.runs.create({ projectId, templateId: template.id });
  const [first, second] = await tester.runs.runs.items({ runId });
  if (!first || !second) throw new Error('there are two items');
  for (const index of [0, 1]) {
    const step = { index, status: index === 0 ? 'ok' : 'fail' } as const;
    await tester.runs.runs.record({ itemId: first.id, revision: index, step });
  }
  await tester.runs.runs.record({ itemId: second.id, revision: 0, status: 'ok' });
  const edit = (at: number, text: ReturnType<typeof content>) =>
    tester.runs.cases.edit({ caseId: cases[at]?.id ?? '', onTopOf: 1, content: text });
  await edit(0, content('Boots', 'Pull the plug', 'Open it'));
  await edit(1, { ...content('Streams, in words', 'Open it', 'Close it') });
  expect(await tester.runs.execution.repin({ runId })).toEqual({ repinned: 2, carried: 2 });
  const items = await tester.runs.runs.items({ runId });
  expect(items.map(({ versionNumber }) => versionNumber)).toEqual([2, 2]);
  expect(items[0]?.result).toMatchObject({
    status: 'ok',
    steps: [null, { status: 'ok' }],
    carriedFromItemId: first.id,
    updatedBy: { name: 'Pia' },
  });
  expect(items[1]?.result).toMatchObject({ status: 'ok', carriedFromItemId: second.id });
  await tester.runs.runs.changeStatus({ runId, event: 'start' });
  expect((await refusal(tester.runs.execution.repin({ runId })))[0]).toBe('ERR_RUN_NOT_DRAFT');
});

test('rows of data that are new get an item, and an item whose row is gone stays', async () => {
  const tester = await runs.person('Rosa', 'engineer');
  const { projectId, suite } = await sampleProject(tester.runs);
  const withRows = (...values: string[]) => ({
    ...content('Starts at {{volts}}', 'Set {{volts}}'),
    parameters: { columns: ['volts'], rows: values.map((value) => [value]) },
  });
  const made = await tester.runs.cases.create({ suiteId: suite.id, content: withRows('5', '9') });
  const { id: runId } = await tester.runs.runs.create({ projectId, caseIds: [made.id] });
  const [low, high] = await tester.runs.runs.items({ runId });
  const record = { revision: 0, status: 'ok' } as const;
  await tester.runs.runs.record({ itemId: low?.id ?? '', ...record });
  await tester.runs.runs.record({ itemId: high?.id ?? '', ...record });
  const caseId = made.id;
  await tester.runs.cases.edit({ caseId, onTopOf: 1, content: withRows('5', '12', '24') });
  await tester.runs.execution.repin({ runId });
  const items = await tester.runs.runs.items({ runId });
  expect(items.map(({ parameterRow, result }) => [parameterRow, result?.status])).toEqual([
    [0, 'ok'],
    [1, undefined],
    [2, undefined],
  ]);
  await tester.runs.cases.edit({ caseId, onTopOf: 2, content: withRows('5') });
  await tester.runs.execution.repin({ runId });
  const after = await tester.runs.runs.items({ runId });
  expect(after.map(({ versionNumber }) => versionNumber)).toEqual([3, 2, 2]);
});

test('what failed and what is unfinished is run again, and the lineage has one verdict', async () => {
  const it = await startedRun(['One', 'Two', 'Three']);
  const { tester, runId, items } = it;
  const [one, two] = items.map(({ id }) => id);
  const why = { failReasonCode: 'firmware_bug', comment: 'Dark' };
  await tester.runs.runs.record({ itemId: one ?? '', revision: 0, status: 'fail', ...why });
  await tester.runs.runs.record({ itemId: two ?? '', revision: 0, status: 'ok' });
  expect((await refusal(tester.runs.execution.rerun({ runId })))[0]).toBe('ERR_RUN_UNFINISHED');
  await finish(it);
  const again = await tester.runs.execution.rerun({ runId, title: 'Again' });
  expect(again).toMatchObject({ correctionOfRunId: runId, status: 'draft', title: 'Again' });
  const left = await tester.runs.runs.items({ runId: again.id });
  expect(left.map(({ content: { title } }) => title)).toEqual(['One', 'Three']);
  expect(await tester.runs.execution.lineage({ runId: again.id })).toMatchObject({
    verdict: 'failed',
    results: { ok: 1, fail: 1, na: 0, open: 1 },
  });
  await tester.runs.runs.changeStatus({ runId: again.id, event: 'start' });
  for (const { id } of left) {
    await tester.runs.runs.record({ itemId: id, revision: 0, status: 'ok' });
  }
  await tester.runs.runs.update({ runId: again.id, verdict: 'passed' });
  await tester.runs.runs.changeStatus({ runId: again.id, event: 'finish' });
  expect(await tester.runs.execution.lineage({ runId })).toMatchObject({
    verdict: 'passed',
    results: { ok: 3, fail: 0, na: 0, open: 0 },
    runs: [{ id: runId }, { id: again.id, items: 2 }],
  });
  const nothing = tester.runs.execution.rerun({ runId: again.id });
  expect((await refusal(nothing))[0]).toBe('ERR_NOTHING_TO_RERUN');
});

test('a matrix is one run for each asset, seen as one', async () => {
  const tester = await runs.person('Max', 'engineer');
  const { projectId, template, asset } = await sampleProject(tester.runs);
  const other = await tester.runs.assets.create({ projectId, model: 'DS-3' });
  const wanted = { projectId, title: 'Release 5', templateId: template.id };
  const assetIds = [asset.id, other.id];
  const made = await tester.runs.matrices.create({ ...wanted, assetIds });
  expect(made).toMatchObject({ runs: 2, items: 4, open: 4, templateName: 'Smoke' });
  const matrixId = made.id;
  const view = await tester.runs.matrices.get({ matrixId });
  expect(view.runs.map(({ assetModel }) => assetModel)).toEqual(['DS-2', 'DS-3']);
  const itemId = view.rows[1]?.cells[1]?.itemId ?? '';
  await tester.runs.runs.record({ itemId, revision: 0, status: 'ok' });
  const after = await tester.runs.matrices.get({ matrixId });
  expect(after.rows.map(({ title, cells }) => [title, cells.map((cell) => cell?.status)])).toEqual([
    ['Boots', [null, null]],
    ['Streams', [null, 'ok']],
  ]);
  expect(after.burnDown.map(({ open }) => open)).toEqual([3]);
  const { asset: foreign } = await sampleProject(tester.runs);
  const mixed = tester.runs.matrices.create({ ...wanted, assetIds: [asset.id, foreign.id] });
  expect((await refusal(mixed))[0]).toBe('ERR_OTHER_PROJECT');
  expect(await tester.runs.matrices.list({ projectId })).toHaveLength(1);
});

test('a bench is held for a draft, handed over, and given back', async () => {
  const [tester, other] = [
    await runs.person('Ben', 'engineer'),
    await runs.person('Ivy', 'engineer'),
  ];
  const { projectId, asset } = await sampleProject(tester.runs);
  const assetId = asset.id;
  expect((await refusal(tester.runs.benches.giveBack({ assetId })))[0]).toBe('ERR_ASSET_FREE');
  const run = await tester.runs.runs.create({ projectId, assetId, title: 'One' });
  const until = '2030-01-01T12:00:00.000Z';
  const held = await tester.runs.benches.take({ assetId, runId: run.id, until });
  expect(held.heldFor).toMatchObject({ by: { name: 'Ben' }, until });
  const second = await other.runs.runs.create({ projectId, assetId, title: 'Two' });
  const taken = other.runs.benches.take({ assetId, runId: second.id });
  expect((await refusal(taken))[0]).toBe('ERR_ASSET_HELD');
  await tester.runs.benches.handOver({ assetId, userId: other.id });
  const [now] = await tester.runs.assets.list({ projectId });
  expect(now?.heldFor).toMatchObject({ by: { name: 'Ivy' }, until });
  await tester.runs.runs.changeStatus({ runId: run.id, event: 'start' });
  expect((await refusal(tester.runs.benches.giveBack({ assetId })))[0]).toBe('ERR_ASSET_IN_USE');
});

test('a hold whose time is over keeps nobody out', async () => {
  const tester = await runs.person('Una', 'engineer');
  const { projectId, asset } = await sampleProject(tester.runs);
  const assetId = asset.id;
  const one = await tester.runs.runs.create({ projectId, assetId, title: 'One' });
  const other = await tester.runs.runs.create({ projectId, assetId, title: 'Other' });
  const until = new Date(Date.now() + 60_000).toISOString();
  await tester.runs.benches.take({ assetId, runId: one.id, until });
  const start = (runId: string) => tester.runs.runs.changeStatus({ runId, event: 'start' });
  expect((await refusal(start(other.id)))[0]).toBe('ERR_ASSET_HELD');
  const past = new Date(Date.now() - 1000).toISOString();
  await tester.runs.benches.handOver({ assetId, until: past });
  expect((await tester.runs.assets.get({ assetId })).heldFor).toBeNull();
  expect((await refusal(tester.runs.benches.giveBack({ assetId })))[0]).toBe('ERR_ASSET_FREE');
  expect((await refusal(tester.runs.benches.handOver({ assetId })))[0]).toBe('ERR_ASSET_FREE');
  await start(other.id);
  const held = await tester.runs.assets.get({ assetId });
  expect(held.heldFor).toMatchObject({ runId: other.id, until: null });
  expect((await refusal(start(one.id)))[0]).toBe('ERR_ASSET_HELD');
});

test('the smallest set is every case of the project with L0', async () => {
  const tester = await runs.person('Lou', 'engineer');
  const { projectId } = await sampleProject(tester.runs);
  const { id: runId } = await tester.runs.runs.create({ projectId, tag: 'l0' });
  const items = await tester.runs.runs.items({ runId });
  expect(items.map(({ content: { title } }) => title)).toEqual(['Boots']);
});

test('a reason is added, renamed and retired, by a lead', async () => {
  const [lead, tester] = [await runs.person('Lea', 'lead'), await runs.person('Tim', 'engineer')];
  const reason = { code: 'loose_cable', title: 'A loose cable' };
  expect((await refusal(tester.runs.reasons.create(reason)))[0]).toBe('ERR_FORBIDDEN');
  await lead.runs.reasons.create(reason);
  expect((await refusal(lead.runs.reasons.create(reason)))[0]).toBe('ERR_FAIL_REASON_TAKEN');
  await lead.runs.reasons.update({ code: reason.code, title: 'Cable', isActive: false });
  expect(await tester.runs.reasons.list()).toContainEqual(
    expect.objectContaining({ code: 'loose_cable', title: 'Cable', isActive: false, uses: 0 }),
  );
  const missing = lead.runs.reasons.update({ code: 'no_such', title: 'None' });
  expect((await refusal(missing))[0]).toBe('ERR_FAIL_REASON_NOT_FOUND');
});

test('where somebody is in a run is told on its topic, and kept nowhere', async () => {
  const { tester, runId, items } = await startedRun();
  const published: [string, unknown][] = [];
  const actor = { id: tester.id, kind: 'user', grants: [everywhere('engineer')] } as const;
  const context = contextOn(runs.database, actor);
  const notifier = {
    ...context.notifier,
    publish: (topic: string, told: unknown) => void published.push([topic, told]),
  };
  const place = { page: '0123456789abcdef', itemId: items[0]?.id ?? null, step: 1 };
  await createCaller({ ...context, notifier }).runs.execution.present({ runId, ...place });
  expect(published).toMatchObject([
    [`runs.presence:${runId}`, { ...place, person: { id: tester.id, name: 'Tom' } }],
  ]);
});
