import type { AdoptionPlan } from '@atelier/lifecycle/adopt/adoption-plan.ts';

/** What was found, for `--json`. */
export function adoptionFacts(plan: AdoptionPlan) {
  const { profile, expected, found, differences, ownBodies, surroundings, fixes } = plan;
  return {
    profile: profile.name,
    schema: profile.schema,
    baseline: profile.baseline,
    stamped: expected.stamped.map(({ name }) => name),
    found: found.map(({ kind, identity }) => ({ kind, name: identity })),
    differences: differences.map(({ id, class: driftClass, object, expected, actual }) => ({
      id,
      class: driftClass,
      object,
      expected,
      actual,
    })),
    ownBodies: ownBodies.map(({ object }) => object.name),
    foreignTables: surroundings.foreignTables,
    foreignKeys: surroundings.foreignKeys,
    views: surroundings.views,
    functions: fixes,
  };
}
