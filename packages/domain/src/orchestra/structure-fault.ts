import type { Scenario, SuiteDefinition } from './suite-file.ts';

/** What is wrong with how the parts of a suite hang together, first of all. */
export interface StructureFault {
  readonly fault: 'key_twice' | 'data_set_twice' | 'data_set_unknown' | 'dependency_unknown' | 'cycle';
  readonly scenario: string;
  readonly step?: string;
  /** The name that is meant by nothing, or there twice; the scenarios of a cycle, in its order. */
  readonly name?: string;
}

/** Null for a suite that can be stored and started. */
export function structureFault({ scenarios, dataSets }: SuiteDefinition): StructureFault | null {
  const sets = new Set<string>();
  for (const { name } of dataSets) {
    if (sets.has(name)) return { fault: 'data_set_twice', scenario: '', name };
    sets.add(name);
  }
  const keys = new Set<string>();
  for (const { key } of scenarios) {
    if (keys.has(key)) return { fault: 'key_twice', scenario: key };
    keys.add(key);
  }
  for (const { key, dataSet, dependsOn, steps } of scenarios) {
    if (dataSet !== undefined && !sets.has(dataSet)) {
      return { fault: 'data_set_unknown', scenario: key, name: dataSet };
    }
    const unknown = dependsOn.find(({ scenario }) => !keys.has(scenario));
    if (unknown !== undefined) {
      return { fault: 'dependency_unknown', scenario: key, name: unknown.scenario };
    }
    const seen = new Set<string>();
    for (const step of steps) {
      if (seen.has(step.key)) return { fault: 'key_twice', scenario: key, step: step.key };
      seen.add(step.key);
    }
  }
  const cycle = cycleIn(scenarios);
  return cycle === null
    ? null
    : { fault: 'cycle', scenario: cycle[0] ?? '', name: cycle.slice(0, 20).join(' → ') };
}

/** Scenarios that wait for each other, in order and back to the first; walks without recursion. */
export function cycleIn(scenarios: readonly Pick<Scenario, 'key' | 'dependsOn'>[]): readonly string[] | null {
  const byKey = new Map(scenarios.map((scenario) => [scenario.key, scenario]));
  const done = new Set<string>();
  for (const { key: start } of scenarios) {
    const path: { readonly key: string; at: number }[] = [{ key: start, at: 0 }];
    const onPath = new Set([start]);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = done.has(top.key) ? undefined : byKey.get(top.key)?.dependsOn[top.at++]?.scenario;
      if (next === undefined) {
        done.add(top.key);
        onPath.delete(top.key);
        path.pop();
      } else if (onPath.has(next)) {
        const keys = path.map(({ key }) => key);
        return [...keys.slice(keys.indexOf(next)), next];
      } else if (!done.has(next)) {
        path.push({ key: next, at: 0 });
        onPath.add(next);
      }
    }
  }
  return null;
}
