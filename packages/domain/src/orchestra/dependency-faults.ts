import { dependencyGraph, findCycle, topologicalOrder } from './dependencies.ts';
import type { SuiteFault } from './suite-faults.ts';
import type { SuiteDefinition } from './suite-file.ts';
import { countRows } from './suite-size.ts';

/** What is wrong with who waits for whom: unknown names, circles, barriers that can never open. */
export function* dependencyFaults(definition: SuiteDefinition): Generator<SuiteFault> {
  const { scenarios } = definition;
  const known = new Set(scenarios.map(({ key }) => key));
  for (const { key, dependsOn } of scenarios) {
    const seen = new Set<string>();
    for (const [index, { scenario }] of dependsOn.entries()) {
      const field = `dependsOn[${index}].scenario`;
      const at = { scenario: key, step: null, field, written: scenario } as const;
      if (!known.has(scenario)) yield { code: 'unknown_scenario', ...at };
      else if (scenario === key) yield { code: 'depends_on_itself', ...at };
      else if (seen.has(scenario)) yield { code: 'dependency_twice', ...at };
      seen.add(scenario);
    }
  }
  const graph = dependencyGraph(
    scenarios.map(({ key, dependsOn }) => ({
      key,
      dependsOn: dependsOn.filter(({ scenario }) => scenario !== key),
    })),
  );
  const cycle = findCycle(graph);
  if (cycle !== null) {
    const written = cycle.length > 20 ? [...cycle.slice(0, 19), '…'] : cycle;
    yield {
      code: 'dependency_cycle',
      scenario: cycle[0] ?? null,
      step: null,
      field: 'dependsOn',
      written: written.join(' → '),
    };
    return;
  }
  yield* barrierFaults(definition);
}

/** Runs that come to each barrier, and which scenarios they are of. */
function* barrierFaults(definition: SuiteDefinition): Generator<SuiteFault> {
  const before = ancestors(definition);
  const visits = new Map<
    string,
    { scenario: string; step: string; runs: number; parties: unknown }[]
  >();
  for (const scenario of definition.scenarios) {
    const runs = countRows(definition, scenario);
    for (const step of scenario.steps) {
      if (step.driver !== 'barrier') continue;
      const { barrier, parties } = step.request;
      // A name that is made when it runs is not known now.
      if (barrier.includes('{{')) continue;
      const known = visits.get(barrier) ?? [];
      known.push({ scenario: scenario.key, step: step.key, runs, parties });
      visits.set(barrier, known);
    }
  }
  for (const [barrier, steps] of visits) {
    const come = new Map(steps.map(({ scenario, runs }) => [scenario, runs]));
    const sum = [...come.values()].reduce((total, runs) => total + runs, 0);
    for (const { scenario, step, parties } of steps) {
      if (typeof parties === 'number' && parties > sum)
        yield {
          code: 'barrier_parties',
          scenario,
          step,
          field: 'request.parties',
          written: `${parties} > ${sum}`,
        };
      const waitsFor = [...come.keys()].find((other) => before.get(scenario)?.has(other));
      if (waitsFor !== undefined)
        yield {
          code: 'barrier_order',
          scenario,
          step,
          field: 'request.barrier',
          written: `${barrier}: ${waitsFor}`,
        };
    }
  }
}

/** All that each scenario waits for, near and far. */
function ancestors({ scenarios }: SuiteDefinition): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = dependencyGraph(scenarios);
  const before = new Map<string, Set<string>>();
  for (const key of topologicalOrder(graph) ?? []) {
    const all = new Set<string>();
    for (const { scenario } of graph.dependsOn.get(key) ?? []) {
      all.add(scenario);
      for (const far of before.get(scenario) ?? []) all.add(far);
    }
    before.set(key, all);
  }
  return before;
}
