import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type DependentScenario,
  dependencyGraph,
  findCycle,
  topologicalOrder,
} from './dependencies.ts';
import { dependencyConditions } from './suite-file.ts';

const keys: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f'];
const anyScenarios: fc.Arbitrary<DependentScenario[]> = fc
  .array(
    fc.array(
      fc.record({
        scenario: fc.constantFrom(...keys),
        on: fc.constantFrom(...dependencyConditions),
      }),
      { maxLength: 3 },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((lists) => lists.map((dependsOn, place) => ({ key: keys[place] ?? 'a', dependsOn })));

test('there is an order, or there is a circle, and never both', () => {
  fc.assert(
    fc.property(anyScenarios, (scenarios) => {
      const graph = dependencyGraph(scenarios);
      const order = topologicalOrder(graph);
      const cycle = findCycle(graph);
      expect(order === null).toBe(cycle !== null);
      for (const [place, key] of (cycle ?? []).entries()) {
        const next = cycle?.[place + 1];
        if (next === undefined) expect(key).toBe(cycle?.[0]);
        else expect(graph.dependsOn.get(key)?.map(({ scenario }) => scenario)).toContain(next);
      }
      for (const [place, key] of (order ?? []).entries())
        for (const { scenario } of graph.dependsOn.get(key) ?? [])
          expect(order?.indexOf(scenario)).toBeLessThan(place);
    }),
  );
});

test('a chain of many thousands is no matter of the stack', () => {
  const chain = Array.from({ length: 5000 }, (_, place) => ({
    key: `k${place}`,
    dependsOn: place === 0 ? [] : [{ scenario: `k${place - 1}`, on: 'passed' as const }],
  }));
  const graph = dependencyGraph(chain);
  expect(findCycle(graph)).toBeNull();
  expect(topologicalOrder(graph)).toHaveLength(5000);
});
