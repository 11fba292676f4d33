import type { CriterionInput } from '@atelier/domain/orchestra/bpmn/cover/criterion.ts';

/** A name that is true in a scenario which takes one of these ways. */
export interface ConditionFields {
  readonly name: string;
  readonly flows: readonly string[];
}

/** What stands in the fields; rows may be half done. */
export interface CriterionFields {
  readonly kind: 'nodes' | 'flows' | 'decisions';
  readonly together: number;
  readonly rounds: number;
  readonly parallel: 'steps' | 'scenarios';
  readonly pairs: readonly (readonly [string, string])[];
  readonly conditions: readonly ConditionFields[];
  readonly expressions: readonly string[];
}

export const firstFields: CriterionFields = {
  ...{ kind: 'flows', together: 1, rounds: 2, parallel: 'steps' },
  ...{ pairs: [], conditions: [], expressions: [] },
};

/** The criterion that they say; what is half done is left out until it is whole. */
export function toCriterion(fields: CriterionFields): CriterionInput {
  const { kind, together, rounds, parallel, pairs, conditions, expressions } = fields;
  return {
    ...{ kind, rounds, parallel },
    ...(kind === 'decisions' && { together }),
    conditions: Object.fromEntries(
      conditions
        .filter(({ name, flows }) => name.trim() !== '' && flows.length > 0)
        .map(({ name, flows }) => [name.trim(), [...flows]]),
    ),
    exclusions: [
      ...pairs
        .filter(([one, other]) => one !== '' && other !== '' && one !== other)
        .map(([one, other]) => ({ flows: [one, other] as [string, string] })),
      ...expressions
        .filter((text) => text.trim() !== '')
        .map((text) => ({ expression: text.trim() })),
    ],
  };
}

/** The list with one of its entries put in the place of another, or taken out. */
export function withEntry<Entry>(
  list: readonly Entry[],
  place: number,
  entry: Entry | null,
): readonly Entry[] {
  return list.flatMap((each, at) => {
    if (at !== place) return [each];
    return entry === null ? [] : [entry];
  });
}
