import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type DependentScenario,
  dependencyGraph,
  findCycle,
  firstScenarios,
  meets,
  outcomeOfRuns,
  type ScenarioOutcome,
  settle,
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

/** Only on those before: no circles. */
const sound = anyScenarios.map((all) =>
  all.map(({ key, dependsOn }) => ({
    key,
    dependsOn: dependsOn.filter(({ scenario }) => scenario < key),
  })),
);

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

test('every scenario begins or is skipped, once, and only as its dependencies say', () => {
  const outcome = fc.constantFrom<ScenarioOutcome>('passed', 'failed', 'cancelled');
  fc.assert(
    fc.property(
      sound,
      fc.array(outcome, { minLength: 6, maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
      (scenarios, ends, chance) => {
        const graph = dependencyGraph(scenarios);
        const outcomes = new Map<string, ScenarioOutcome>();
        const begun = new Set(firstScenarios(graph));
        const running = [...begun];
        const draw = () => chance.next().value ?? 0;
        while (running.length > 0) {
          const [key = ''] = running.splice(draw() % running.length, 1);
          outcomes.set(key, ends[keys.indexOf(key)] ?? 'passed');
          const { release, skip } = settle(
            graph,
            [key],
            (one) => outcomes.get(one) ?? null,
            (one) => begun.has(one),
          );
          for (const { scenario, cause } of skip) {
            expect(begun.has(scenario)).toBe(false);
            begun.add(scenario);
            outcomes.set(scenario, 'skipped');
            expect(meets(cause.was, cause.on)).toBe(false);
          }
          for (const scenario of release) {
            expect(begun.has(scenario)).toBe(false);
            begun.add(scenario);
            running.push(scenario);
          }
        }
        expect([...begun].sort()).toEqual([...graph.keys].sort());
        for (const { key, dependsOn } of scenarios) {
          const isMet = dependsOn.every(({ scenario, on }) =>
            meets(outcomes.get(scenario) ?? 'skipped', on),
          );
          expect(outcomes.get(key) === 'skipped').toBe(!isMet);
        }
      },
    ),
  );
});

test('a chain of many thousands is no matter of the stack', () => {
  const chain = Array.from({ length: 5000 }, (_, place) => ({
    key: `k${place}`,
    dependsOn: place === 0 ? [] : [{ scenario: `k${place - 1}`, on: 'passed' as const }],
  }));
  const graph = dependencyGraph(chain);
  expect(findCycle(graph)).toBeNull();
  const { skip } = settle(
    graph,
    ['k0'],
    (key) => (key === 'k0' ? 'failed' : null),
    (key) => key === 'k0',
  );
  expect(skip).toHaveLength(4999);
});

test('all rows of a scenario make its outcome', () => {
  expect(outcomeOfRuns(['PASSED', 'FAILED_STUCK', 'FAILED'])).toBeNull();
  expect(outcomeOfRuns(['PASSED', 'FAILED', 'CANCELLED'])).toBe('failed');
  expect(outcomeOfRuns(['PASSED', 'CANCELLED'])).toBe('cancelled');
  expect(outcomeOfRuns(['SKIPPED', 'SKIPPED'])).toBe('skipped');
  expect(outcomeOfRuns([])).toBe('passed');
});
