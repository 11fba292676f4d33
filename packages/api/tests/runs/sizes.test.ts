import { beforeAll, expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { content, openRuns, sampleProject } from './runs-caller.ts';

let runs: Awaited<ReturnType<typeof openRuns>>;
beforeAll(async () => {
  runs = await openRuns();
});

/** So many kibibytes of steps. */
function longContent(title: string, kib: number) {
  return content(title, ...Array.from({ length: kib / 8 }, () => 'x'.repeat(4084)));
}

function withRows(title: string, rows: number) {
  const parameters = { columns: ['n'], rows: Array.from({ length: rows }, (_, row) => [`${row}`]) };
  return { ...content(title, 'Set {{n}}'), parameters };
}

test('a case says no more than fits into memory many times', async () => {
  const { runs: tester } = await runs.person('Cleo', 'engineer');
  const { suite, cases } = await sampleProject(tester);
  const suiteId = suite.id;
  const refused = ['ERR_CASE_TOO_LARGE', { title: 'Long', limit: 512 }];
  const tooLong = longContent('Long', 520);
  expect(await refusal(tester.cases.create({ suiteId, content: tooLong }))).toEqual(refused);
  const edit = { caseId: cases[0]?.id ?? '', onTopOf: 1, content: tooLong };
  expect(await refusal(tester.cases.edit(edit))).toEqual(refused);
  await tester.cases.create({ suiteId, content: longContent('Long', 400) });
});

test('a shared step makes no case longer than it may be', async () => {
  const { runs: tester } = await runs.person('Sol', 'engineer');
  const { projectId, suite } = await sampleProject(tester);
  const step = { action: 'Log in', expected: '', data: '', sharedVersionId: null };
  const shared = await tester.sharedSteps.create({ projectId, title: 'Log in', steps: [step] });
  const [version] = await tester.sharedSteps.versions({ sharedStepId: shared.id });
  const own = longContent('Long', 400);
  await tester.cases.create({
    suiteId: suite.id,
    content: { ...own, steps: [...own.steps, { ...step, sharedVersionId: version?.id ?? null }] },
  });
  const steps = longContent('', 200).steps.map((one) => ({ ...step, ...one }));
  await tester.sharedSteps.edit({ sharedStepId: shared.id, onTopOf: 1, title: 'Log in', steps });
  const taken = tester.sharedSteps.take({ sharedStepId: shared.id });
  expect((await refusal(taken))[0]).toBe('ERR_CASE_TOO_LARGE');
});

test('a run has no more items than are read at once, however they come into it', async () => {
  const { runs: tester } = await runs.person('Rex', 'engineer');
  const { projectId, suite, cases } = await sampleProject(tester);
  const suiteId = suite.id;
  const create = (number: number) =>
    tester.cases.create({ suiteId, content: withRows(`Case ${number}`, 500), tags: ['rows'] });
  const ids = [];
  for (let number = 0; number < 10; number += 1) ids.push((await create(number)).id);
  const full = await tester.runs.create({ projectId, caseIds: ids, tag: 'rows' });
  expect(full.results.open).toBe(5000);
  const limits = ['ERR_RUN_TOO_LARGE', { limit: 5000, mib: 64 }];
  const runId = full.id;
  const more = { runId, versionId: cases[0]?.versionId ?? '' };
  expect(await refusal(tester.runs.addItem(more))).toEqual(limits);
  const caseId = ids[0] ?? '';
  await tester.cases.edit({ caseId, onTopOf: 1, content: withRows('Case 0', 499) });
  await tester.execution.repin({ runId });
  await create(10);
  expect(await refusal(tester.runs.create({ projectId, tag: 'rows' }))).toEqual(limits);
  const { id: templateId } = await tester.templates.create({
    ...{ projectId, name: 'All', caseIds: [...ids, ...cases.map(({ id }) => id)] },
  });
  expect(await refusal(tester.runs.create({ projectId, templateId }))).toEqual(limits);
});

test('rows of data that are new do not make a draft too large', async () => {
  const { runs: tester } = await runs.person('Nil', 'engineer');
  const { projectId, suite } = await sampleProject(tester);
  const suiteId = suite.id;
  const caseIds = [];
  for (let number = 0; number < 11; number += 1) {
    const rows = number === 0 ? 1 : 499;
    const made = await tester.cases.create({ suiteId, content: withRows(`Case ${number}`, rows) });
    caseIds.push(made.id);
  }
  const { id: runId } = await tester.runs.create({ projectId, caseIds });
  const caseId = caseIds[0] ?? '';
  await tester.cases.edit({ caseId, onTopOf: 1, content: withRows('Case 0', 100) });
  expect((await refusal(tester.execution.repin({ runId })))[0]).toBe('ERR_RUN_TOO_LARGE');
});

test('a run is not of more text than fits into memory', async () => {
  const { runs: tester } = await runs.person('Tex', 'engineer');
  const { projectId, suite } = await sampleProject(tester);
  const long = { ...longContent('Long', 400), parameters: withRows('', 200).parameters };
  const { id } = await tester.cases.create({ suiteId: suite.id, content: long });
  const refused = await refusal(tester.runs.create({ projectId, caseIds: [id] }));
  expect(refused[0]).toBe('ERR_RUN_TOO_LARGE');
});

test('a matrix has no more items than one transaction makes', async () => {
  const { runs: tester } = await runs.person('Max', 'engineer');
  const { projectId, suite } = await sampleProject(tester);
  const suiteId = suite.id;
  const caseIds = [];
  for (const title of ['One', 'Two', 'Three', 'Four']) {
    caseIds.push((await tester.cases.create({ suiteId, content: withRows(title, 500) })).id);
  }
  const { id: templateId } = await tester.templates.create({ projectId, name: 'Rows', caseIds });
  const assetIds = [];
  for (let number = 0; number < 11; number += 1) {
    assetIds.push((await tester.assets.create({ projectId, model: `DS-${number}` })).id);
  }
  const wanted = { projectId, title: 'Release', templateId };
  expect(await refusal(tester.matrices.create({ ...wanted, assetIds }))).toEqual([
    'ERR_MATRIX_TOO_LARGE',
    { limit: 20_000 },
  ]);
  const made = await tester.matrices.create({ ...wanted, assetIds: assetIds.slice(0, 2) });
  expect(made.items).toBe(4000);
});

test('one command copies no more than fits into memory', async () => {
  const { runs: tester } = await runs.person('Kim', 'engineer');
  const { projectId, suite, cases } = await sampleProject(tester);
  const caseIds = cases.map(({ id }) => id);
  // As versions of an older program may be: their steps are longer than any that can be made here.
  const steps = JSON.stringify([{ action: 'x'.repeat(34 * 1024 * 1024) }]);
  await runs.db.raw('ALTER TABLE runs.testcase_versions DISABLE TRIGGER USER');
  await runs
    .db('runs.testcase_versions')
    .whereIn('testcaseId', caseIds)
    .update({ stepsJson: steps });
  await runs.db.raw('ALTER TABLE runs.testcase_versions ENABLE TRIGGER USER');
  const copy = (ids: readonly string[]) =>
    tester.cases.copy({ projectId, caseIds: [...ids], suiteId: suite.id });
  expect(await refusal(copy(caseIds))).toEqual(['ERR_COPY_TOO_LARGE', { mib: 64 }]);
  expect((await tester.cases.list({ projectId })).total).toBe(2);
});

test('a correction has no more items than a run may have', async () => {
  const { runs: tester } = await runs.person('Rae', 'engineer');
  const { projectId, template } = await sampleProject(tester);
  const { id: runId } = await tester.runs.create({ projectId, templateId: template.id });
  // As an older program may have left one.
  await runs.db.raw(
    `INSERT INTO runs.run_items (run_id, testcase_version_id, parameter_row, position)
     SELECT run_id, testcase_version_id, n, n FROM runs.run_items, generate_series(1, 10001) AS n
     WHERE run_id = ?`,
    [runId],
  );
  await tester.runs.changeStatus({ runId, event: 'start' });
  await runs
    .db('runs.runs')
    .where({ id: runId })
    .update({ status: 'done', finishedAt: new Date() });
  const rerun = tester.execution.rerun({ runId });
  expect(await refusal(rerun)).toEqual(['ERR_RUN_TOO_LARGE', { limit: 20_000, mib: 64 }]);
});
