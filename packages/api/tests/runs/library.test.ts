import { expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { content, openRuns, sampleProject } from './runs-caller.ts';

const { db, person } = await openRuns();

/** A project with five cases in one suite, and an empty one. */
async function library() {
  const tester = await person('Lib', 'engineer');
  const { projectId, suite, cases } = await sampleProject(tester.runs, [
    'A1',
    'A2',
    'A3',
    'A4',
    'A5',
  ]);
  const other = await tester.runs.suites.create({ projectId, name: 'Other' });
  const { runs } = tester;
  const titles = async (suiteId: string) =>
    (await runs.cases.list({ projectId, suiteId })).items.map(({ title }) => title).join(' ');
  const ids = cases.map(({ id }) => id);
  return { ...tester, projectId, suite: suite.id, other: other.id, ids, titles };
}

test('cases are put in front of one, and back where each stood', async () => {
  const { runs, projectId, suite, other, ids, titles } = await library();
  const [a1 = '', a2 = '', a3 = '', a4 = '', a5 = ''] = ids;
  const moved = await runs.cases.move({ projectId, caseIds: [a5, a3], suiteId: suite, before: a1 });
  expect(await titles(suite)).toBe('A3 A5 A1 A2 A4');
  await runs.cases.putBack({ projectId, places: [...moved.from] });
  expect(await titles(suite)).toBe('A1 A2 A3 A4 A5');
  const away = await runs.cases.move({ projectId, caseIds: [a2, a4, a1], suiteId: other });
  expect([await titles(suite), await titles(other)]).toEqual(['A3 A5', 'A1 A2 A4']);
  await runs.cases.putBack({ projectId, places: [...away.from] });
  expect([await titles(suite), await titles(other)]).toEqual(['A1 A2 A3 A4 A5', '']);
});

test('cases are found by whether they must be, and by when they were changed', async () => {
  const { runs, projectId, suite } = await library();
  const optional = { title: 'Optional', isMandatory: false };
  await runs.cases.create({ suiteId: suite, content: { ...content('Optional'), ...optional } });
  const found = async (which: { mandatory?: boolean; changedSince?: string }) =>
    (await runs.cases.list({ projectId, ...which })).items.map(({ title }) => title).join(' ');
  expect(await found({ mandatory: false })).toBe('Optional');
  expect(await found({ mandatory: true })).toBe('A1 A2 A3 A4 A5');
  await db('runs.testcases').where({ title: 'A2' }).update({ updatedAt: '2020-02-29T23:59:59Z' });
  expect(await found({ mandatory: true, changedSince: '2020-03-01' })).toBe('A1 A3 A4 A5');
  expect(await found({ mandatory: true, changedSince: '2020-02-29' })).toBe('A1 A2 A3 A4 A5');
});

test('whoever may not edit the other project moves and copies nothing there', async () => {
  const lead = await person('Lou', 'lead');
  const [here, there] = [await sampleProject(lead.runs), await sampleProject(lead.runs)];
  const member = await person('Mem');
  const role = { email: member.email, role: 'editor' } as const;
  await lead.runs.projects.addMember({ projectId: here.projectId, ...role });
  // What a member may is in what they come with.
  const runs = await member.withGrants();
  const chosen = {
    projectId: here.projectId,
    caseIds: here.cases.map(({ id }) => id),
    suiteId: there.suite.id,
  };
  expect((await refusal(runs.cases.move(chosen)))[0]).toBe('ERR_SUITE_NOT_FOUND');
  expect((await refusal(runs.cases.copy(chosen)))[0]).toBe('ERR_SUITE_NOT_FOUND');
  // Nor do the cases of a project come along under the name of another.
  const disguised = { ...chosen, caseIds: there.cases.map(({ id }) => id), suiteId: here.suite.id };
  expect((await refusal(runs.cases.move(disguised)))[0]).toBe('ERR_OTHER_PROJECT');
  const copied = await lead.runs.cases.copy(chosen);
  const list = { projectId: there.projectId, suiteId: there.suite.id };
  expect((await lead.runs.cases.list(list)).total).toBe(4);
  const log = await db('identity.audit_log').where({ entityType: 'case', action: 'create' });
  const told = log.map(({ entityId }) => entityId);
  expect(copied.caseIds.every((id) => told.includes(id))).toBe(true);
});

test('tags and the archive: of many at once, and as they were', async () => {
  const { runs, projectId, ids } = await library();
  const [first = ''] = ids;
  const tagged = await runs.cases.tag({
    projectId,
    caseIds: ids,
    add: ['l2', 'night'],
    remove: ['L0'],
  });
  expect((await runs.cases.get({ caseId: first })).tags).toEqual(['l2', 'night']);
  // What somebody else does meanwhile stays.
  await runs.cases.tag({ projectId, caseIds: ids, add: ['day'] });
  await runs.cases.putTagsBack({ projectId, cases: [...tagged.back] });
  expect((await runs.cases.get({ caseId: first })).tags).toEqual(['day', 'L0']);
  await runs.cases.archive({ caseId: first });
  const archived = await runs.cases.archiveMany({ projectId, caseIds: ids, isArchived: true });
  expect(archived.caseIds).toEqual(ids.slice(1));
  expect((await runs.cases.list({ projectId })).total).toBe(0);
});

test('a shared step is pinned by version, until a case takes the newer one', async () => {
  const { runs, projectId, suite } = await library();
  const step = (action: string) => ({ action, expected: '', data: '' });
  const shared = await runs.sharedSteps.create({
    projectId,
    title: 'Sign in',
    steps: [step('Type'), step('Enter')],
  });
  const pins = shared.steps.map((one) => ({ ...one, sharedVersionId: shared.versionId }));
  const create = (title: string) =>
    runs.cases.create({ suiteId: suite, content: { title, steps: [...pins, step('Look')] } });
  const [one, two] = [await create('One'), await create('Two')];
  expect(one.version?.content.steps.map(({ sharedVersionId }) => sharedVersionId)).toEqual([
    shared.versionId,
    shared.versionId,
    null,
  ]);
  const edit = {
    sharedStepId: shared.id,
    onTopOf: 1,
    title: 'Sign in',
    steps: [step('Use a key')],
  };
  await runs.sharedSteps.edit(edit);
  expect(await refusal(runs.sharedSteps.edit(edit))).toEqual([
    'ERR_SHARED_STEP_CHANGED',
    { newest: 2 },
  ]);
  expect(await runs.sharedSteps.list({ projectId })).toMatchObject([{ cases: 2, behind: 2 }]);
  expect((await runs.cases.get({ caseId: one.id })).versionNumber).toBe(1);
  expect(
    (await runs.sharedSteps.take({ sharedStepId: shared.id, caseIds: [one.id] })).caseIds,
  ).toEqual([one.id]);
  expect((await runs.sharedSteps.take({ sharedStepId: shared.id })).caseIds).toEqual([two.id]);
  const taken = await runs.cases.get({ caseId: two.id });
  expect(taken.version?.content.steps.map(({ action }) => action)).toEqual(['Use a key', 'Look']);
  expect(taken.version?.changeNote).toBe('Sign in v2');
  await expect(db('runs.shared_step_versions').update({ title: 'x' })).rejects.toThrow(
    'never changes',
  );
});

test('words are found bent, from their beginning, misspelt, in what a case says now, and marked', async () => {
  const { runs, projectId, suite } = await library();
  const made = await runs.cases.create({
    suiteId: suite,
    content: {
      title: 'Ночная съёмка камеры',
      steps: [{ action: 'Выключить освещение', expected: 'The exposure recovers' }],
    },
  });
  const find = async (words: string) =>
    (await runs.search.inProject({ projectId, words })).map(({ title }) =>
      title.replace(/[⟦⟧]/g, ''),
    );
  for (const words of [
    'камера',
    'ночн',
    'освещения',
    'recovering',
    'expos',
    made.key,
    'камеры выключить',
  ]) {
    expect([words, ...(await find(words))]).toEqual([words, 'Ночная съёмка камеры']);
  }
  expect(await find('начная')).toEqual(['Ночная съёмка камеры']);
  const [hit] = await runs.search.inProject({ projectId, words: 'камера освещение' });
  expect(hit).toMatchObject({
    kind: 'case',
    id: made.id,
    title: 'Ночная съёмка ⟦камеры⟧',
    excerpt: expect.stringContaining('Выключить ⟦освещение⟧'),
  });
  await runs.cases.edit({ caseId: made.id, onTopOf: 1, content: content('Дневная съёмка') });
  expect(await find('освещение')).toEqual([]);
  expect(await find('дневн')).toEqual(['Дневная съёмка']);
  await runs.cases.archive({ caseId: made.id });
  expect(await find('дневн')).toEqual([]);
  for (const words of [`'`, '& | !', ':*', '\\', '%', '⟦⟧', '((', 'a'.repeat(255), 'the', 'и']) {
    expect(Array.isArray(await find(words))).toBe(true);
  }
});

test('nothing of a project is found by who is not in it', async () => {
  const { projectId, runs } = await library();
  const guest = await person('Gast');
  expect((await refusal(guest.runs.search.inProject({ projectId, words: 'A1' })))[0]).toBe(
    'ERR_PROJECT_NOT_FOUND',
  );
  expect(await guest.runs.search.everywhere({ words: 'A1' })).toEqual([]);
  expect((await runs.search.everywhere({ words: 'A1' })).length).toBeGreaterThan(0);
});

test('the log tells of cases that are put elsewhere, that take a shared step, that a report brought, and of time', async () => {
  const { runs, projectId, suite, ids } = await library();
  const told = async (entityType: string, entityId: string | undefined) =>
    await db('identity.audit_log').where({ entityType, entityId }).orderBy('id');
  const [first = '', , last = ''] = ids;
  await runs.cases.move({ projectId, caseIds: [last], suiteId: suite, before: first });
  expect((await told('case', last)).at(-1)).toMatchObject({
    ...{ beforeJson: { position: 2 }, afterJson: { position: 0 } },
  });

  const shared = await runs.sharedSteps.create({
    ...{ projectId, title: 'Sign in', steps: [{ action: 'Type' }] },
  });
  const steps = [{ action: 'Type', sharedVersionId: shared.versionId }];
  const pinned = await runs.cases.create({ suiteId: suite, content: { title: 'One', steps } });
  const newer = { title: 'Sign in', steps: [{ action: 'Use a key' }] };
  await runs.sharedSteps.edit({ sharedStepId: shared.id, onTopOf: 1, ...newer });
  await runs.sharedSteps.take({ sharedStepId: shared.id });
  expect((await told('case', pinned.id)).at(-1)).toMatchObject({
    ...{ action: 'update', afterJson: { versionNumber: 2 } },
  });
  expect(await told('case', shared.id)).toEqual([]);
  expect((await told('shared_step', shared.id)).at(-1)).toMatchObject({
    beforeJson: { cases: { [pinned.key]: 1 } },
    afterJson: { cases: { [pinned.key]: 2 } },
  });

  const run = await runs.runs.create({ projectId, title: 'Nightly' });
  const tests = [{ className: 'boot', name: 'starts' }];
  await runs.compatibility.addReported({ runId: run.id, tests });
  const [item] = await runs.runs.items({ runId: run.id });
  expect(await told('case', item?.caseId)).toMatchObject([
    { action: 'create', afterJson: { title: 'boot.starts', tags: ['automated'] } },
  ]);
  const made = (await runs.suites.list({ projectId })).find(({ name }) => name === 'JUnit');
  expect(await told('suite', made?.id)).toMatchObject([{ action: 'create' }]);

  await runs.execution.spend({ itemId: item?.id ?? '', seconds: 30 });
  expect(await told('item', item?.id)).toMatchObject([
    { beforeJson: { spentSeconds: 0 }, afterJson: { spentSeconds: 30 } },
  ]);
});
