import type { Difference } from '../../catalog/rules/difference.ts';

/** What was decided to stay as it is: the difference itself, so that another one is drift again. */
export type AcceptedFact = Pick<Difference, 'class' | 'object' | 'expected' | 'actual'> & {
  readonly by: AcceptedBy;
};

/** Who decided it: the operator who adopted a profile, or a repair that put values aside. */
export type AcceptedBy =
  | { readonly kind: 'adoption'; readonly profile: string }
  | { readonly kind: 'repair'; readonly record: string };

/** A difference that is none to be fixed. */
export interface AcceptedDifference extends Difference {
  readonly acceptedBy: AcceptedBy;
}

/**
 * Separates what was accepted from what is drift. Both sides are compared as PostgreSQL writes them: an
 * accepted column that has got another type since is drift.
 */
export function partAccepted(
  differences: readonly Difference[],
  facts: readonly AcceptedFact[],
): {
  readonly drift: readonly Difference[];
  readonly accepted: readonly AcceptedDifference[];
} {
  const byKey = new Map(facts.map((fact) => [keyOf(fact), fact.by]));
  const drift: Difference[] = [];
  const accepted: AcceptedDifference[] = [];
  for (const difference of differences) {
    const acceptedBy = byKey.get(keyOf(difference));
    if (acceptedBy === undefined) drift.push(difference);
    else accepted.push({ ...difference, acceptedBy });
  }
  return { drift, accepted };
}

function keyOf({ class: kind, object, expected, actual }: Omit<AcceptedFact, 'by'>): string {
  const { schema, name, part } = object;
  return JSON.stringify([kind, object.kind, schema, name, part, expected, actual]);
}
