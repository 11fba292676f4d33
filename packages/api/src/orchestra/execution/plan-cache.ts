import { readPlan } from '@atelier/db/orchestra/suite-run-reads.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { RunPlan } from '@atelier/domain/orchestra/run-plan.ts';
import type { Scenario } from '@atelier/domain/orchestra/suite-file.ts';
import type { Knex } from 'knex';

/** A plan as steps look things up in it. */
export interface KnownPlan {
  readonly plan: RunPlan;
  /** Values that the run was started with. */
  readonly context: Readonly<Record<string, Json>>;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** For each scenario, those that depend on it. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
  /** For each barrier, the scenarios that come to it. */
  readonly barriers: ReadonlyMap<string, readonly string[]>;
}

export interface PlanCache {
  /** Undefined where there is no such run. */
  get(db: Knex, suiteRunId: string): Promise<KnownPlan | undefined>;
}

/** How many plans a worker remembers. They never change, so they are never outdated. */
const kept = 100;

export function createPlanCache(): PlanCache {
  const known = new Map<string, KnownPlan>();
  return {
    async get(db, id) {
      const hit = known.get(id);
      if (hit !== undefined) {
        known.delete(id);
        known.set(id, hit);
        return hit;
      }
      const read = await readPlan(db, id);
      if (read === undefined) return undefined;
      const made = lookUps(read.plan, read.context);
      known.set(id, made);
      const [oldest] = known.keys();
      if (known.size > kept && oldest !== undefined) known.delete(oldest);
      return made;
    },
  };
}

function lookUps(plan: RunPlan, context: KnownPlan['context']): KnownPlan {
  const dependents = new Map<string, string[]>();
  const barriers = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string) => {
    const all = map.get(key) ?? [];
    map.set(key, all);
    if (!all.includes(value)) all.push(value);
  };
  for (const { key, dependsOn, steps } of plan.scenarios) {
    for (const { scenario } of dependsOn) add(dependents, scenario, key);
    for (const step of steps) {
      if (step.driver === 'barrier') add(barriers, step.request.barrier, key);
    }
  }
  const scenarios = new Map(plan.scenarios.map((scenario) => [scenario.key, scenario]));
  return { plan, context, scenarios, dependents, barriers };
}
