import { importProcess } from '@atelier/domain/orchestra/bpmn/import-process.ts';
import { processElements } from '@atelier/domain/orchestra/bpmn/suite/process-elements.ts';
import { stateOf } from '@atelier/domain/orchestra/bpmn/suite/run-outcomes.ts';
import type { SuiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';
import { applySeed } from '@atelier/lifecycle/seed/seed.ts';
import { bpmnText } from '@atelier/testkit/bpmn-text.ts';
import { expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { finished, openOrchestra } from './orchestra-caller.ts';

const { person, db } = await openOrchestra();
await applySeed(db, 'orchestra');
const lead = await person('Lena', 'lead');
const environment = await lead.environments.create({ name: 'Nowhere' });

const nodes = 'startEvent s\nexclusiveGateway x\ntask a\ntask b\nexclusiveGateway y\nendEvent e';
const flows = 's>x x>a x>b a>y b>y y>e';

/** A process with a suite of two scenarios, over `a` and over `b`. */
async function processWithSuite(name: string) {
  const { process } = await lead.processes.import({ name, xml: bpmnText(nodes, flows) });
  const which = { processId: process.id, versionNumber: 1 };
  const { definition, processVersionId } = await lead.processes.generate({
    ...which,
    criterion: { rounds: 0 },
  });
  const suite = await lead.suites.create({
    definition: { ...definition, name },
    processVersionId,
  });
  return { which, suite };
}

/** The suite with the step of an element that says whether it holds. */
function withOutcome(definition: SuiteDefinition, element: string, holds: boolean) {
  return {
    ...definition,
    scenarios: definition.scenarios.map((scenario) => ({
      ...scenario,
      steps: scenario.steps.map((step) =>
        step.meta.elementId !== element
          ? step
          : {
              ...{ key: step.key, name: step.name, kind: 'ASSERTION', driver: 'expression' },
              request: { expression: '1' },
              meta: {
                elementId: element,
                assertions: [{ type: 'value', actual: 1, op: 'equals', value: holds ? 1 : 2 }],
              },
            },
      ),
    })),
  } as unknown as SuiteDefinition;
}

async function statesOf(which: { readonly processId: string; readonly versionNumber: number }) {
  const { elements, suites } = await lead.processes.outcomes(which);
  return {
    suites,
    states: Object.fromEntries(elements.map((each) => [each.id, stateOf(each)])),
    of: (id: string) => elements.find((each) => each.id === id),
  };
}

test('what runs came past, failed at and did not come to is told of each element', async () => {
  const { which, suite } = await processWithSuite('Painted');
  const before = await statesOf(which);
  expect(new Set(Object.values(before.states))).toEqual(new Set(['not_run']));
  expect(before.suites).toMatchObject([{ name: 'Painted', versionNumber: 1, lastRun: null }]);

  const saved = await lead.suites.save({
    ...{ suiteId: suite.id, revision: suite.revision },
    definition: withOutcome(suite.definition, 'a', false),
  });
  const start = () => lead.runs.start({ suiteId: suite.id, environmentId: environment.id });
  const first = await start();
  await finished(lead, first.id);
  const failed = await statesOf(which);
  expect(failed.states).toMatchObject({
    ...{ s: 'passed', x: 'passed', x_a: 'passed', a: 'failed', a_y: 'not_run' },
    ...{ x_b: 'passed', b: 'passed', b_y: 'passed', y: 'passed', e: 'passed' },
  });
  expect(failed.of('s')).toEqual({ id: 's', scenarios: 2, passed: 2, failed: 0 });
  expect(failed.of('a')).toEqual({ id: 'a', scenarios: 1, passed: 0, failed: 1 });
  expect(failed.suites[0]?.lastRun).toMatchObject({ id: first.id, versionNumber: 1 });

  // What is run again in part leaves the rest as it was; a fork says nothing of the suite.
  const again = await lead.runs.rerunFailed({ suiteRunId: first.id });
  await finished(lead, again.id);
  const failedTest = (await lead.runs.tests({ suiteRunId: again.id })).items[0];
  const fork = await lead.tests.fork({ testRunId: failedTest?.id ?? '', position: 0 });
  await finished(lead, fork.id);
  const rerun = await statesOf(which);
  expect(rerun.states).toEqual(failed.states);
  expect(rerun.suites[0]?.lastRun?.id).toBe(again.id);

  await lead.suites.save({
    ...{ suiteId: suite.id, revision: saved.revision },
    definition: withOutcome(saved.definition, 'a', true),
  });
  await finished(lead, (await start()).id);
  expect(new Set(Object.values((await statesOf(which)).states))).toEqual(new Set(['passed']));
});

test('in a new version a suite is shown with what becomes of it, and is brought there by a save', async () => {
  const { which, suite } = await processWithSuite('Moved');
  const { processId } = which;
  const more = bpmnText(`${nodes}\ntask n\ntask c`, 's>x x>a x>b x>c a>n n>y b>y c>y y>e');
  await lead.processes.import({ processId, xml: more });
  const next = { processId, versionNumber: 2 };
  expect((await statesOf(next)).states).toEqual({});
  const carried = await lead.suites.carry({ suiteId: suite.id, versionNumber: 2 });
  expect(carried).toMatchObject({
    revision: 1,
    broken: [],
    migrated: [{ stepsAdded: ['n'], stepsRemoved: [] }],
    missing: [{ name: 'x: c' }],
  });
  expect(carried.valid).toHaveLength(1);
  expect((await lead.suites.get({ suiteId: suite.id })).revision).toBe(1);
  const { revision, definition, processVersionId } = carried;
  const saved = await lead.suites.save({
    ...{ suiteId: suite.id, revision, definition, processVersionId },
  });
  expect(saved).toMatchObject({ processVersionNumber: 2, revision: 2 });
  const { states, suites } = await statesOf(next);
  const { elements } = processElements(await importProcess(more));
  expect(Object.keys(states).sort()).toEqual(elements.map(({ id }) => id).sort());
  expect(suites[0]?.versionNumber).toBe(2);
  const run = await lead.runs.start({ suiteId: suite.id, environmentId: environment.id });
  await finished(lead, run.id);
  expect(new Set(Object.values((await statesOf(next)).states))).toEqual(new Set(['passed']));
  // On the version before, the suite was never run; its last run was not of it.
  const old = await statesOf(which);
  expect(old.states).toEqual({});
  expect(old.suites[0]?.lastRun?.versionNumber).toBe(2);
});

test('the demo suite covers the whole of its process, and stays valid in it', async () => {
  const process = (await lead.processes.list({})).find(({ name }) => name.startsWith('Order with'));
  const which = { processId: process?.id ?? '', versionNumber: 1 };
  const { elements } = await lead.processes.elements(which);
  const { states, suites } = await statesOf(which);
  expect(Object.keys(states).sort()).toEqual(elements.map(({ id }) => id).sort());
  const suiteId = suites[0]?.id ?? '';
  expect(await lead.suites.carry({ suiteId, versionNumber: 1 })).toMatchObject({
    ...{ migrated: [], broken: [], missing: [] },
  });
});

test('what is not there is refused', async () => {
  const { which } = await processWithSuite('Refused');
  const gone = { ...which, versionNumber: 9 };
  const { elements, outcomes } = lead.processes;
  for (const ask of [elements, outcomes]) {
    expect(await refusal(ask(gone))).toEqual(['ERR_PROCESS_VERSION_NOT_FOUND', {}]);
  }
  const byHand = await lead.suites.create({ definition: { name: 'By hand' } });
  const carried = lead.suites.carry({ suiteId: byHand.id, versionNumber: 1 });
  expect(await refusal(carried)).toEqual(['ERR_PROCESS_VERSION_NOT_FOUND', {}]);
});
