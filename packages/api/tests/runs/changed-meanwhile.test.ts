import { expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { openRuns, sampleProject } from './runs-caller.ts';

const { person } = await openRuns();

const meanwhile = 'ERR_CHANGED_MEANWHILE';

test('what is said of a run is changed on top of what was seen, or refused with who was faster', async () => {
  const [ann, bob] = [await person('Ann', 'engineer'), await person('Bob', 'engineer')];
  const { projectId, template } = await sampleProject(ann.runs);
  const seen = await ann.runs.runs.create({ projectId, templateId: template.id });
  const { id: runId, revision } = seen;
  const theirs = await bob.runs.runs.update({ runId, revision, title: 'Night' });
  expect(theirs.revision).not.toBe(revision);
  const mine = { runId, title: 'Day' };
  const details = { by: 'Bob', name: 'Night', revision: theirs.revision };
  expect(await refusal(ann.runs.runs.update({ ...mine, revision }))).toEqual([meanwhile, details]);
  expect(await ann.runs.runs.get({ runId })).toEqual(theirs);
  // Its status and its results are no part of what the form changes.
  await bob.runs.runs.changeStatus({ runId, event: 'start' });
  const saved = await ann.runs.runs.update({ ...mine, revision: details.revision });
  expect(saved.title).toBe('Day');
  expect((await bob.runs.runs.update({ runId, title: 'Dusk' })).title).toBe('Dusk');
});

test('a suite is renamed on top of what it was called', async () => {
  const [ann, bob] = [await person('Ann', 'engineer'), await person('Bob', 'engineer')];
  const { projectId, suite } = await sampleProject(ann.runs);
  const { id: suiteId, revision } = suite;
  const theirs = await bob.runs.suites.update({ suiteId, revision, name: 'Audio' });
  const mine = { suiteId, revision, name: 'Sound' };
  const details = { by: 'Bob', name: 'Audio', revision: theirs.revision };
  expect(await refusal(ann.runs.suites.update(mine))).toEqual([meanwhile, details]);
  const [now] = await ann.runs.suites.list({ projectId });
  expect(now).toEqual(theirs);
  // Where it stands is changed by others who move suites, and is no part of it.
  await bob.runs.suites.create({ projectId, name: 'First' });
  await bob.runs.suites.move({ suiteId, parentId: null, before: null });
  const saved = await ann.runs.suites.update({ ...mine, revision: details.revision });
  expect(saved.name).toBe('Sound');
});

test('the cases of a template are set on top of those that were seen', async () => {
  const [ann, bob] = [await person('Ann', 'engineer'), await person('Bob', 'engineer')];
  const { cases, template } = await sampleProject(ann.runs);
  const { id: templateId, itemsRevision: revision } = template;
  const [first = '', second = ''] = cases.map(({ id }) => id);
  const theirs = { templateId, revision, caseIds: [second, first] };
  const { itemsRevision: newest } = await bob.runs.templates.setItems(theirs);
  const mine = { templateId, revision, caseIds: [first] };
  const details = { by: 'Bob', name: 'Smoke', revision: newest };
  expect(await refusal(ann.runs.templates.setItems(mine))).toEqual([meanwhile, details]);
  const { items } = await ann.runs.templates.get({ templateId });
  expect(items.map(({ caseId }) => caseId)).toEqual([second, first]);
  // What it is called is changed apart from its cases.
  await bob.runs.templates.update({ templateId, name: 'Short' });
  const saved = await ann.runs.templates.setItems({ ...mine, revision: newest });
  expect(saved.items).toBe(1);
});

test('of two changes at once on top of the same, one is refused', async () => {
  const ann = await person('Ann', 'engineer');
  const { suite } = await sampleProject(ann.runs);
  const { id: suiteId, revision } = suite;
  const names = ['One', 'Two', 'Three', 'Four'];
  const outcomes = await Promise.allSettled(
    names.map((name) => ann.runs.suites.update({ suiteId, revision, name })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
