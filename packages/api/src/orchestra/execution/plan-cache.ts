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

/** How many plans a worker remembers, and how many steps and rows in all. They never change, so none is outdated. */
const kept = 100;
const keptParts = 50_000;

export function createPlanCache(): PlanCache {
  const known = new Map<string, KnownPlan>();
  /** Of a large plan that many runs begin with at once there is one copy. */
  const underWay = new Map<string, Promise<KnownPlan | undefined>>();
  const read = async (db: Knex, id: string) => {
    const found = await readPlan(db, id);
    if (found === undefined) return undefined;
    const made = lookUps(found.plan, found.context);
    known.set(id, made);
    forgetOldest(known);
    return made;
  };
  return {
    async get(db, id) {
      const hit = known.get(id);
      if (hit !== undefined) {
        known.delete(id);
        known.set(id, hit);
        return hit;
      }
      // What a transaction reads it reads itself: its connection may be the last one that is free.
      if (db.isTransaction === true) return read(db, id);
      const reading = underWay.get(id) ?? read(db, id).finally(() => underWay.delete(id));
      underWay.set(id, reading);
      return reading;
    },
  };
}

function forgetOldest(known: Map<string, KnownPlan>): void {
  let parts = 0;
  for (const plan of known.values()) parts += partsOf(plan);
  for (const [id, plan] of known) {
    if (known.size === 1 || (known.size <= kept && parts <= keptParts)) return;
    known.delete(id);
    parts -= partsOf(plan);
  }
}

function partsOf({ plan: { scenarios, dataSets } }: KnownPlan): number {
  const steps = scenarios.reduce((sum, scenario) => sum + scenario.steps.length, 0);
  return dataSets.reduce((sum, { rows }) => sum + rows.length, steps);
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
