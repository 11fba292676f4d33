import type { Dependency } from './suite-file.ts';

/** What of a scenario says when it may begin. */
export interface DependentScenario {
  readonly key: string;
  readonly dependsOn: readonly Dependency[];
}

/** Scenarios, what each waits for, and who waits for it. */
export interface DependencyGraph {
  readonly keys: readonly string[];
  readonly dependsOn: ReadonlyMap<string, readonly Dependency[]>;
  readonly dependents: ReadonlyMap<string, readonly string[]>;
}

/** Dependencies on scenarios that there are not are left out; `suite-check.ts` refuses them. */
export function dependencyGraph(scenarios: readonly DependentScenario[]): DependencyGraph {
  const keys = [...new Set(scenarios.map(({ key }) => key))];
  const known = new Set(keys);
  const dependsOn = new Map<string, readonly Dependency[]>();
  const dependents = new Map<string, string[]>(keys.map((key) => [key, []]));
  for (const { key, dependsOn: wanted } of scenarios) {
    const there = wanted.filter(({ scenario }) => known.has(scenario));
    dependsOn.set(key, there);
    for (const scenario of new Set(there.map((one) => one.scenario)))
      dependents.get(scenario)?.push(key);
  }
  return { keys, dependsOn, dependents };
}

/** Each scenario after all that it depends on, else as they were given; null if they go in a circle. */
export function topologicalOrder({
  keys,
  dependsOn,
  dependents,
}: DependencyGraph): readonly string[] | null {
  const place = new Map(keys.map((key, index) => [key, index]));
  const waiting = new Map(
    keys.map((key) => [key, new Set(dependsOn.get(key)?.map(({ scenario }) => scenario)).size]),
  );
  const order: string[] = [];
  let ready = keys.filter((key) => waiting.get(key) === 0);
  while (ready.length > 0) {
    order.push(...ready);
    const next: string[] = [];
    for (const key of ready) {
      for (const dependent of dependents.get(key) ?? []) {
        const left = (waiting.get(dependent) ?? 0) - 1;
        waiting.set(dependent, left);
        if (left === 0) next.push(dependent);
      }
    }
    ready = next.sort((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0));
  }
  return order.length === keys.length ? order : null;
}

/** A circle of scenarios, each depending on the next and the last again the first; null if there is none. */
export function findCycle({ keys, dependsOn }: DependencyGraph): readonly string[] | null {
  const done = new Set<string>();
  for (const start of keys) {
    const path: string[] = [];
    const onPath = new Map<string, number>();
    const open: { key: string; isLeaving: boolean }[] = [{ key: start, isLeaving: false }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { key, isLeaving } = next;
      if (isLeaving) {
        path.pop();
        onPath.delete(key);
        done.add(key);
        continue;
      }
      const begin = onPath.get(key);
      if (begin !== undefined) return [...path.slice(begin), key];
      if (done.has(key)) continue;
      onPath.set(key, path.length);
      path.push(key);
      open.push({ key, isLeaving: true });
      for (const { scenario } of dependsOn.get(key) ?? [])
        open.push({ key: scenario, isLeaving: false });
    }
  }
  return null;
}
