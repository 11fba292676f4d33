import { createCaller } from '@atelier/api/root.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { expect, test } from 'vitest';
import { contextOn } from '../miniatures/test-caller.ts';
import { sampleProject } from '../runs/runs-caller.ts';
import { finished, openOrchestra, testsOf, until } from './orchestra-caller.ts';

const { database, db, errors } = await openOrchestra();

/** Somebody in the whole house, who calls both areas. */
async function person(name: string, role: 'lead' | 'engineer' | 'viewer') {
  const { id } = await addUser(db, name, role);
  const actor: Actor = { id, kind: 'user', grants: [everywhere(role)] };
  const { runs, orchestra } = createCaller(contextOn(database, actor));
  return { id, runs, orchestra };
}
const lena = await person('Lena', 'lead');
const tom = await person('Tom', 'engineer');
const { id: environmentId } = await lena.orchestra.environments.create({
  name: 'System',
  baseUrls: {},
});

/** A draft of one case, and another case that is not in it. */
async function draft() {
  const { projectId, cases, asset } = await sampleProject(lena.runs);
  const [inIt, other] = cases;
  const { id: runId } = await lena.runs.runs.create({
    ...{ projectId, assetId: asset.id, title: 'By hand', caseIds: [inIt?.id ?? ''] },
  });
  return { runId, inIt: inIt?.key ?? '', other: other?.key ?? '' };
}

async function ask(runItem: object, by = lena) {
  const request = { question: 'Does the picture stand?', runItem };
  const step = { key: 'p', name: 'P', kind: 'ACTION', driver: 'human', request };
  const definition = {
    name: `Asks ${JSON.stringify(runItem).slice(0, 100)} ${by.id}`,
    scenarios: [{ key: 'a', name: 'A', steps: [step] }],
  } as unknown as SuiteInput;
  const suite = await lena.orchestra.suites.create({ definition });
  const { id } = await by.orchestra.runs.start({ suiteId: suite.id, environmentId });
  const { tests } = await until(
    () => testsOf(lena.orchestra, id),
    ({ tests: [one], areOver }) => areOver || one?.waitsFor?.kind === 'person',
  );
  return { suiteRunId: id, test: tests[0] };
}

const itemsOf = (runId: string) => lena.runs.runs.items({ runId });

test('a question opens an item of a draft, and its answer is the result, by whoever gave it', async () => {
  const { runId, other } = await draft();
  const { suiteRunId, test: asked } = await ask({ runId, caseKey: other });
  expect((await itemsOf(runId)).map(({ key, result }) => [key, result])).toContainEqual([
    other,
    null,
  ]);
  await tom.orchestra.tests.answer({
    ...{ testRunId: asked?.id ?? '', verdict: 'passed', fields: {}, note: 'It stands.' },
  });
  expect((await finished(lena.orchestra, suiteRunId)).run.status).toBe('PASSED');
  const item = (await itemsOf(runId)).find(({ key }) => key === other);
  expect(item?.result).toMatchObject({
    ...{ status: 'ok', comment: 'It stands.', updatedBy: { id: tom.id }, revision: 1 },
  });
  expect(errors).toEqual([]);
});

test('what failed is recorded as failed, and the scenario fails', async () => {
  const { runId, inIt } = await draft();
  const { suiteRunId, test: asked } = await ask({ runId, caseKey: inIt, action: 'close' });
  await tom.orchestra.tests.answer({
    ...{ testRunId: asked?.id ?? '', verdict: 'failed', fields: {}, note: 'It jumps.' },
  });
  const { tests } = await finished(lena.orchestra, suiteRunId);
  expect(tests[0]?.error).toMatchObject({ code: 'PERSON_DECLINED' });
  expect((await itemsOf(runId))[0]?.result).toMatchObject({ status: 'fail', comment: 'It jumps.' });
});

test('a run that is under way takes no further item, and one that is not there is told', async () => {
  const { runId, other } = await draft();
  await lena.runs.runs.changeStatus({ runId, event: 'start' });
  for (const [item, reason] of [
    [{ runId, caseKey: other }, 'ERR_RUN_NOT_DRAFT'],
    [{ runId, caseKey: 'no-such-case' }, 'ERR_CASE_NOT_FOUND'],
    [{ runId: '01a00000-0000-7000-8000-000000000000', caseKey: other }, 'ERR_RUN_NOT_FOUND'],
    [{ runId: 'no id', caseKey: other }, 'ERR_VALIDATION'],
  ] as const) {
    const { test: ended } = await ask(item);
    expect(ended?.error).toMatchObject({ code: 'RUN_ITEM_REFUSED', facts: { reason } });
  }
  expect(errors).toEqual([]);
});

test('nobody does by a suite what they may not do themselves', async () => {
  const { runId, inIt, other } = await draft();
  await db('identity.user_roles').where({ userId: tom.id }).delete();
  const { test: refused } = await ask({ runId, caseKey: other }, tom);
  expect(refused?.error).toMatchObject({ code: 'RUN_ITEM_REFUSED' });
  const { suiteRunId, test: asked } = await ask({ runId, caseKey: inIt });
  await tom.orchestra.tests.answer({
    ...{ testRunId: asked?.id ?? '', verdict: 'passed', fields: {}, note: '' },
  });
  expect((await finished(lena.orchestra, suiteRunId)).run.status).toBe('FAILED');
  expect((await itemsOf(runId)).map(({ key, result }) => [key, result])).toEqual([[inIt, null]]);
});
