import type { AdoptionPlan } from '@atelier/lifecycle/adopt/adoption-plan.ts';

/** What was found, for `--json`. */
export function adoptionFacts({ profile, found, differences, surroundings, fixes }: AdoptionPlan) {
  return {
    profile: profile.name,
    schema: profile.schema,
    baseline: profile.baseline,
    found: found.map(({ kind, identity }) => ({ kind, name: identity })),
    differences: differences.map(({ id, class: driftClass, object, expected, actual }) => ({
      id,
      class: driftClass,
      object,
      expected,
      actual,
    })),
    foreignTables: surroundings.foreignTables,
    foreignKeys: surroundings.foreignKeys,
    views: surroundings.views,
    functions: fixes,
  };
}
