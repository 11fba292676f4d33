import { expect, test } from 'vitest';
import { countPlannedRuns, plannedRuns, withDependencies } from './run-plan.ts';
import { suiteDefinition } from './suite-file.ts';

const rows = (...keys: readonly string[]) => keys.map((key) => ({ key, values: { n: key } }));
const suite = suiteDefinition.parse({
  name: 'S',
  dataSets: [
    { name: 'D', columns: [{ name: 'n' }], rows: rows('x', 'y') },
    { name: 'E', columns: [{ name: 'n' }], rows: rows('p', 'q', 'r') },
  ],
  scenarios: [
    { key: 'a', name: 'A', dataSet: 'D' },
    { key: 'b', name: 'B', dataSet: 'D', dependsOn: [{ scenario: 'a' }] },
    { key: 'c', name: 'C', dataSet: 'E', dependsOn: [{ scenario: 'b' }] },
    { key: 'd', name: 'D' },
  ],
});

test('there is a test run for each row, which waits for its own row over the same data', () => {
  const runs = plannedRuns(suite);
  expect(runs.map(({ name }) => name)).toEqual([
    ...['A · x', 'A · y', 'B · x', 'B · y', 'C · p', 'C · q', 'C · r', 'D'],
  ]);
  expect(runs).toHaveLength(countPlannedRuns(suite));
  expect(runs[3]?.dependsOn).toEqual([{ scenario: 'a', on: 'passed', row: 'y' }]);
  expect(runs[4]?.dependsOn).toEqual([{ scenario: 'b', on: 'passed' }]);
});

test('a scenario is picked with all that it depends on, in the order of the suite', () => {
  expect(withDependencies(suite.scenarios, ['c']).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  expect(withDependencies(suite.scenarios, ['d']).map(({ key }) => key)).toEqual(['d']);
});
