import { bpmnText } from '@atelier/testkit/bpmn-text.ts';
import { expect, test } from 'vitest';
import { suiteDefinition } from '../../suite-file.ts';
import { importProcess } from '../import-process.ts';
import { generateScenarios } from '../suite/generate-scenarios.ts';
import { toSuiteDefinition } from '../suite/suite-definition.ts';
import { type BrokenScenarios, carrySuite } from './carry-suite.ts';
import { compareVersions } from './compare-versions.ts';

const nodes = 'startEvent s\nexclusiveGateway x\ntask a\ntask b\nexclusiveGateway y\nendEvent e';
const before = bpmnText(nodes, 's>x x>a x>b a>y b>y y>e');

async function carried(after: string, broken: BrokenScenarios = 'keep') {
  const [old, now] = [await importProcess(before), await importProcess(after)];
  const draft = toSuiteDefinition(generateScenarios(old, { rounds: 0 }), old);
  const [first, second] = draft.scenarios;
  const overA = first?.path.includes('a') ? first : second;
  const overB = first?.path.includes('a') ? second : first;
  const [check, act] = overA?.steps ?? [];
  // The step of `a` was filled in, and somebody put a look and a cleanup behind it.
  const steps = [
    check,
    { ...act, driver: 'http', request: { url: '/a' } },
    { key: 'look', name: 'Look', kind: 'ASSERTION', driver: 'noop' },
    { key: 'clean', name: 'Clean up', kind: 'ACTION', driver: 'noop', meta: { cleanup: true } },
  ];
  const suite = suiteDefinition.parse({
    name: 'Suite',
    scenarios: [
      { ...overA, key: 'overA', steps },
      { ...overB, key: 'overB', dependsOn: [{ scenario: 'overA' }] },
    ],
  });
  const compared = compareVersions(old, suite.scenarios, now, { rounds: 0 });
  const result = carrySuite(suite, compared, now, broken);
  const { scenarios } = suiteDefinition.parse({ ...suite, scenarios: result.scenarios });
  return { suite, scenarios, migrated: result.migrated };
}

test('steps of elements that stayed stay as they are; a draft comes in between for what is new', async () => {
  const { suite, scenarios, migrated } = await carried(
    bpmnText(`${nodes}\ntask n`, 's>x x>a x>b a>n n>y b>y y>e'),
  );
  expect(scenarios[0]?.steps.map(({ key }) => key)).toEqual(['x_a', 'a', 'look', 'n', 'clean']);
  expect(scenarios[0]?.steps[1]).toEqual(suite.scenarios[0]?.steps[1]);
  expect(scenarios[0]?.path).toEqual([
    's',
    's_x',
    'x',
    'x_a',
    'a',
    'a_n',
    'n',
    'n_y',
    'y',
    'y_e',
    'e',
  ]);
  expect(scenarios[1]).toEqual(suite.scenarios[1]);
  expect(migrated).toEqual([
    { key: 'overA', name: suite.scenarios[0]?.name, stepsAdded: ['n'], stepsRemoved: [] },
  ]);
});

test('steps of elements that are gone are left out, and told', async () => {
  const without = bpmnText(nodes.replace('task a\n', ''), 's>x x>y x>b b>y y>e');
  const { scenarios, migrated } = await carried(without);
  expect(scenarios[0]?.steps.map(({ key }) => key)).toEqual(['x_y', 'look', 'clean']);
  expect(migrated[0]).toMatchObject({ stepsAdded: ['x: y'], stepsRemoved: ['x: a', 'a'] });
});

test('a scenario that has no way any more stays or goes as is said; nobody waits for one that is gone', async () => {
  const less = bpmnText(nodes, 's>x x>b a>y b>y y>e');
  const kept = await carried(less);
  expect(kept.scenarios).toEqual(kept.suite.scenarios);
  const left = await carried(less, 'leave_out');
  expect(left.scenarios.map(({ key, dependsOn }) => [key, dependsOn])).toEqual([['overB', []]]);
});

test('what nothing covers any more gets a scenario of its own, under a key of its own', async () => {
  const { scenarios } = await carried(
    bpmnText(`${nodes}\ntask c`, 's>x x>a x>b x>c a>y b>y c>y y>e'),
  );
  expect(scenarios).toHaveLength(3);
  expect(scenarios[2]?.path).toContain('c');
  expect(scenarios[2]?.steps.map(({ key }) => key)).toEqual(['x_c', 'c']);
});
