import { z } from 'zod';
import { storableText } from '../../../kernel/text.ts';

export const criterionKinds = ['nodes', 'flows', 'decisions'] as const;

const id = storableText.min(1).max(500);

/**
 * What cannot come together in one scenario: two flows, or data for which an expression is true – names of
 * conditions with `and`, `or`, `not` and parentheses.
 */
export const exclusionSchema = z.union([
  z.strictObject({ flows: z.tuple([id, id]) }),
  z.strictObject({ expression: storableText.min(1).max(2_000) }),
]);
export type Exclusion = z.output<typeof exclusionSchema>;

/** What a suite has to cover, and how. */
export const criterionSchema = z.strictObject({
  /** Every node; every way from node to node, boundary events too; every way out of every decision. */
  kind: z.enum(criterionKinds).default('flows'),
  /** For `decisions`: so many of them in every combination. */
  together: z.int().min(1).max(3).default(1),
  /**
   * Each loop is gone round not at all, once, and so many times. With 0 only as often as something needs to be
   * covered, at most once in a go.
   */
  rounds: z.int().min(0).max(20).default(2),
  /**
   * What becomes of branches that run at the same time: steps of one scenario, one branch after the other, up to the
   * barrier; or scenarios of their own that meet there.
   */
  parallel: z.enum(['steps', 'scenarios']).default('steps'),
  /** A condition is true in a scenario that takes one of its flows. */
  conditions: z.record(id, z.array(id).max(100)).default({}),
  exclusions: z.array(exclusionSchema).max(500).default([]),
});
export type Criterion = z.output<typeof criterionSchema>;
export type CriterionInput = z.input<typeof criterionSchema>;
