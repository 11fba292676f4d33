import { addLargeProject, smallLab } from '@atelier/testkit/large-project.ts';
import { expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { content, openRuns, sampleProject } from './runs-caller.ts';

const { db, person } = await openRuns();
type Tester = Awaited<ReturnType<typeof person>>;

/** A run of everything on the asset with these outcomes, case by case; `null` for none. */
async function carriedOut(
  { runs }: Tester,
  wanted: { projectId: string; assetId: string; templateId: string; correctionOf?: string },
  outcomes: readonly ('ok' | 'fail' | 'na' | null)[],
) {
  const { correctionOf, ...run } = wanted;
  const { id: runId } = await runs.runs.create(run);
  const items = await runs.runs.items({ runId });
  for (const [place, status] of outcomes.entries()) {
    const itemId = items[place]?.id ?? '';
    const failReasonCode = status === 'fail' ? 'firmware_bug' : undefined;
    if (status !== null) await runs.runs.record({ itemId, revision: 0, status, failReasonCode });
  }
  if (correctionOf) {
    const correction = db('runs.runs').where({ id: runId });
    await correction.clone().update({ correctionOfRunId: correctionOf });
    await runs.runs.changeStatus({ runId, event: 'start' });
    await correction.clone().update({ status: 'done', finishedAt: db.fn.now() });
  }
  return runId;
}

test('what the reports say is what was recorded, and a correction counts instead of what it corrects', async () => {
  const tester = await person('Rita', 'engineer');
  const { projectId, asset, template, cases } = await sampleProject(tester.runs, [
    'Boots',
    'Streams',
    'Records',
  ]);
  const wanted = { projectId, assetId: asset.id, templateId: template.id };
  const { reports } = tester.runs;
  const first = await carriedOut(tester, wanted, ['ok', 'fail', null]);
  await carriedOut(tester, wanted, ['fail', 'na', null]);
  await carriedOut(tester, wanted, ['ok', 'ok', null]);

  expect(await reports.failRates({ projectId })).toEqual([
    { model: 'DS-2', firmware: '5.7.1', ok: 3, fail: 2, na: 1 },
  ]);
  expect(await reports.coverage({ projectId })).toEqual({
    total: { cases: 3, covered: 2 },
    suites: [{ id: expect.any(String), path: ['Video'], cases: 3, covered: 2 }],
    levels: [
      { level: 'L0', cases: 1, covered: 1 },
      { level: 'L1', cases: 2, covered: 1 },
      { level: 'L2', cases: 0, covered: 0 },
      { level: null, cases: 0, covered: 0 },
    ],
    assets: [{ model: 'DS-2', firmware: '5.7.1', cases: 3, covered: 2 }],
  });
  expect(await reports.reasons({ projectId })).toEqual([
    { code: 'firmware_bug', title: 'Firmware bug', failures: 2, cases: 2 },
  ]);
  const [boots, streams] = cases;
  expect(await reports.flakyCases({ projectId })).toMatchObject([
    { id: boots?.id, changes: 2, fails: 1, results: 3, assets: 1 },
  ]);
  expect(await reports.naCases({ projectId })).toMatchObject([
    { id: streams?.id, key: streams?.key, suite: 'Video', count: 1, results: 3 },
  ]);
  expect(await reports.trends({ projectId })).toMatchObject([{ runs: 3, ok: 3, fail: 2, na: 1 }]);
  expect(await reports.engineers({ projectId })).toEqual([
    {
      id: tester.id,
      name: 'Rita',
      finishedRuns: 0,
      results: 6,
      medianSeconds: null,
      stuckRuns: 0,
    },
  ]);

  await carriedOut(tester, { ...wanted, correctionOf: first }, [null, 'ok', null]);
  expect(await reports.engineers({ projectId })).toMatchObject([
    { finishedRuns: 1, results: 6, medianSeconds: expect.any(Number) },
  ]);
  expect(await reports.failRates({ projectId })).toMatchObject([{ ok: 4, fail: 1, na: 1 }]);
  expect(await reports.failingCases({ projectId })).toMatchObject([
    { id: boots?.id, count: 1, results: 3 },
  ]);
});

test('each filter limits what a report is of', async () => {
  const tester = await person('Fil', 'engineer');
  const other = await person('Ola', 'engineer');
  const { projectId, asset, template, suite } = await sampleProject(tester.runs);
  const wanted = { projectId, assetId: asset.id, templateId: template.id };
  await carriedOut(tester, wanted, ['ok', 'fail']);
  const { reports } = tester.runs;
  const results = async (filter: object) =>
    (await reports.failRates({ projectId, ...filter })).reduce(
      (sum, { ok, fail, na }) => sum + ok + fail + na,
      0,
    );
  const today = new Date().toISOString().slice(0, 10);
  const all = [
    {},
    { from: today, to: today },
    { models: ['DS-2', 'other'] },
    { firmwares: ['5.7.1'] },
    { suiteId: suite.id },
    { templateId: template.id },
    { engineerId: tester.id },
    { status: ['draft' as const] },
  ];
  for (const filter of all) expect([filter, await results(filter)]).toEqual([filter, 2]);
  const none = [
    { to: '2020-01-01' },
    { from: '2999-01-01' },
    { models: ['other'] },
    { firmwares: [''] },
    { suiteId: tester.id },
    { templateId: suite.id },
    { engineerId: other.id },
    { status: ['locked' as const] },
    { level: 'L2' as const },
  ];
  for (const filter of none) expect([filter, await results(filter)]).toEqual([filter, 0]);
  expect(await results({ level: 'L0' })).toBe(1);
  expect(await reports.choices({ projectId })).toMatchObject({
    models: ['DS-2'],
    firmwares: ['5.7.1'],
    suites: [{ path: ['Video'] }],
    templates: [{ name: 'Smoke' }],
    engineers: [{ name: 'Fil' }],
    matrices: [],
  });
});

test('a matrix burns down by what was recorded day by day', async () => {
  const tester = await person('Mat', 'engineer');
  const { projectId, asset, template } = await sampleProject(tester.runs);
  const wanted = { projectId, assetId: asset.id, templateId: template.id };
  const matrixId = tester.id;
  await db('runs.run_matrices').insert({ id: matrixId, projectId, title: 'Spring' });
  for (const outcomes of [['ok', null] as const, ['ok', 'fail'] as const]) {
    const id = await carriedOut(tester, wanted, outcomes);
    await db('runs.runs').where({ id }).update({ matrixId });
  }
  await db.raw(
    `UPDATE runs.run_results SET updated_at = '2026-01-05T10:00Z' WHERE status = 'fail'
     AND run_id IN (SELECT id FROM runs.runs WHERE matrix_id = ?)`,
    [matrixId],
  );
  const today = new Date().toISOString().slice(0, 10);
  const { reports } = tester.runs;
  expect(await reports.burnDown({ projectId, matrixId })).toEqual({
    matrixId,
    items: 4,
    days: [
      { day: '2026-01-05', open: 3 },
      { day: today, open: 1 },
    ],
  });
});

test('in a lab of some size all reports add up to the same results', async () => {
  const { projectId } = await addLargeProject(db, smallLab);
  const { runs } = await person('Sum', 'viewer');
  const { reports } = runs;
  const sum = (rows: readonly { ok: number; fail: number; na: number }[]) => ({
    ok: rows.reduce((all, { ok }) => all + ok, 0),
    fail: rows.reduce((all, { fail }) => all + fail, 0),
    na: rows.reduce((all, { na }) => all + na, 0),
  });
  const rates = sum(await reports.failRates({ projectId }));
  expect(sum(await reports.trends({ projectId }))).toEqual(rates);
  const reasons = await reports.reasons({ projectId });
  expect(reasons.reduce((all, { failures }) => all + failures, 0)).toBe(rates.fail);
  const engineers = await reports.engineers({ projectId });
  expect(engineers.reduce((all, { results }) => all + results, 0)).toBe(
    rates.ok + rates.fail + rates.na,
  );
  const { total, suites, levels } = await reports.coverage({ projectId });
  for (const parts of [suites, levels]) {
    expect(parts.reduce((all, { cases }) => all + cases, 0)).toBe(total.cases);
    expect(parts.reduce((all, { covered }) => all + covered, 0)).toBe(total.covered);
  }
  expect(total.covered).toBeGreaterThan(0);
  expect(total.covered).toBeLessThan(total.cases);
});

test('a comparison says case by case how it came out, to whoever sees all of its runs', async () => {
  const tester = await person('Com', 'engineer');
  const stranger = await person('Sid');
  const { projectId, asset, template, cases } = await sampleProject(tester.runs);
  const wanted = { projectId, assetId: asset.id, templateId: template.id };
  const one = await carriedOut(tester, wanted, ['ok', 'fail']);
  const caseId = cases[0]?.id ?? '';
  const edited = { content: content('Boots twice'), onTopOf: 1 };
  await tester.runs.cases.edit({ caseId, ...edited });
  const { id: other } = await tester.runs.runs.create({ projectId, caseIds: [caseId] });
  const { runs, cases: compared } = await tester.runs.reports.compare({ runIds: [other, one] });
  expect(runs).toMatchObject([
    { id: other, model: '', firmware: '' },
    { id: one, title: 'Smoke', model: 'DS-2', firmware: '5.7.1' },
  ]);
  expect(compared).toMatchObject([
    {
      caseId,
      title: 'Boots twice',
      outcomes: [
        { status: null, versionNumber: 2 },
        { status: 'ok', versionNumber: 1 },
      ],
    },
    { caseId: cases[1]?.id, outcomes: [null, { status: 'fail', versionNumber: 1 }] },
  ]);
  expect(await refusal(stranger.runs.reports.compare({ runIds: [one, other] }))).toEqual([
    'ERR_RUN_NOT_FOUND',
    {},
  ]);
});

test('who comes in sees their runs, those that are stuck, and what failed that was ok before', async () => {
  const tester = await person('Dan', 'engineer');
  const helper = await person('Hel', 'engineer');
  const guest = await person('Gil');
  const { projectId, asset, template } = await sampleProject(tester.runs);
  const wanted = { projectId, assetId: asset.id, templateId: template.id };
  const before = await carriedOut(tester, wanted, ['ok', 'fail']);
  await db('runs.runs').where({ id: before }).update({ createdAt: '2026-01-05T10:00Z' });
  const runId = await carriedOut(tester, wanted, ['fail', 'fail']);
  await tester.runs.runs.changeStatus({ runId, event: 'start' });
  await db('runs.run_items').where({ runId }).update({ assigneeUserId: helper.id });
  const dashboardOf = async ({ runs }: Tester, stuckDays = 3) => {
    const { mine, stuck, newFailures } = await runs.reports.dashboard({ stuckDays });
    const here = <Row extends { projectId: string }>(rows: readonly Row[]) =>
      rows.filter((row) => row.projectId === projectId);
    return { mine: here(mine), stuck: here(stuck), newFailures: here(newFailures) };
  };
  const mine = [
    {
      id: runId,
      engineer: 'Dan',
      results: { ok: 0, fail: 2, na: 0, open: 0 },
      status: 'in_progress',
    },
  ];
  expect(await dashboardOf(tester)).toMatchObject({
    mine,
    stuck: [],
    newFailures: [{ runId, title: 'Boots', model: 'DS-2', firmware: '5.7.1' }],
  });
  expect(await dashboardOf(helper)).toMatchObject({ mine });
  await db('runs.runs')
    .where({ id: runId })
    .update({ startedAt: db.raw("now() - interval '5 days'") });
  expect((await dashboardOf(helper)).stuck).toMatchObject([{ id: runId }]);
  expect((await dashboardOf(helper, 6)).stuck).toEqual([]);
  expect(await guest.runs.reports.dashboard({})).toEqual({ mine: [], stuck: [], newFailures: [] });
});
