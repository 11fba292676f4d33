import { dependencyGraph, topologicalOrder } from './dependencies.ts';
import type { ValueType } from './step-meta.ts';
import type { Scenario, Step, SuiteDefinition } from './suite-file.ts';

/** Names with their types. */
export type Variables = ReadonlyMap<string, ValueType>;

/** What is known for certain when a step begins. */
export interface KnownVariables {
  readonly data: Variables;
  readonly ctx: Variables;
  readonly suite: Variables;
  /** Names that another scenario exports once for each of its rows: which of them would be meant cannot be said. */
  readonly ofManyRows: ReadonlySet<string>;
}

const none: Variables = new Map();

/**
 * What each step of each scenario may name. Certain is what was exported by an earlier step of the scenario, and by
 * scenarios that must have passed before: a step that only cleans up gives nothing to others, and itself may name what
 * any earlier step exports, since it is left out where that is not there.
 */
export function knownVariables(
  definition: SuiteDefinition,
): ReadonlyMap<string, (step: number) => KnownVariables> {
  const ran = certainScenarios(definition);
  const byKey = new Map(definition.scenarios.map((scenario) => [scenario.key, scenario]));
  return new Map(
    definition.scenarios.map((scenario) => {
      const data = columnsOf(definition, scenario);
      const given = new Map<string, ValueType>();
      const ofManyRows = new Set<string>();
      for (const key of ran.get(scenario.key) ?? []) {
        const other = byKey.get(key);
        if (other === undefined) continue;
        for (const step of other.steps) {
          if (step.meta.cleanup === true) continue;
          for (const [name, type] of exportsOf(step, 'suite')) {
            if (hasOneValue(other, scenario)) given.set(name, type);
            else ofManyRows.add(name);
          }
        }
      }
      const at = (step: number): KnownVariables => {
        const isCleanup = scenario.steps[step]?.meta.cleanup === true;
        const before = scenario.steps
          .slice(0, step)
          .filter(({ meta }) => isCleanup || meta.cleanup !== true);
        return {
          data,
          ctx: new Map(before.flatMap((one) => [...exportsOf(one, 'scenario')])),
          suite: new Map([...given, ...before.flatMap((one) => [...exportsOf(one, 'suite')])]),
          ofManyRows,
        };
      };
      return [scenario.key, at] as const;
    }),
  );
}

/** Names that a step exports to its scenario, or to the suite. */
export function exportsOf({ meta }: Step, scope: 'scenario' | 'suite'): Variables {
  return new Map(
    Object.entries(meta.exportAs ?? {})
      .filter(([, wanted]) => wanted.scope === scope)
      .map(([name, { type }]) => [name, type]),
  );
}

/** Of a scenario over the same data the value of the same row is seen; without data there is only one. */
function hasOneValue(other: Scenario, scenario: Scenario): boolean {
  return other.dataSet === undefined || other.dataSet === scenario.dataSet;
}

function columnsOf(definition: SuiteDefinition, { dataSet }: Scenario): Variables {
  const set = definition.dataSets.find(({ name }) => name === dataSet);
  return set === undefined ? none : new Map(set.columns.map(({ name, type }) => [name, type]));
}

/**
 * Scenarios that certainly passed before a scenario begins. Who waits for `passed` knows that it passed; who waits for
 * `failed` only that it ran, and with it all that it waited for; who waits for `finished` knows nothing, since what was
 * skipped has ended too.
 */
function certainScenarios(definition: SuiteDefinition): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = dependencyGraph(definition.scenarios);
  const certain = new Map<string, Set<string>>();
  for (const key of topologicalOrder(graph) ?? []) {
    const passed = new Set<string>();
    for (const { scenario, on } of graph.dependsOn.get(key) ?? []) {
      if (on === 'finished') continue;
      if (on === 'passed') passed.add(scenario);
      for (const before of certain.get(scenario) ?? []) passed.add(before);
    }
    certain.set(key, passed);
  }
  return certain;
}
