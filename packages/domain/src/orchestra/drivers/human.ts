import { z } from 'zod';
import { durationOrTemplate, label, longText, shortText, variableName } from '../fields.ts';

const common = { name: variableName, label, required: z.boolean().default(true) };
const fieldSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('text'), multiline: z.boolean().default(false) }),
  z.strictObject({ ...common, type: z.literal('number') }),
  z.strictObject({ ...common, type: z.literal('boolean') }),
  z.strictObject({ ...common, type: z.literal('choice'), options: z.array(label).min(1).max(50) }),
]);

/** A person is asked, and the scenario waits without holding a worker. */
export const humanRequest = z.strictObject({
  question: longText.min(1),
  fields: z.array(fieldSchema).max(30).default([]),
  /** An item of a manual run: opened when the step begins, closed with the result that the person gives. */
  runItem: z
    .strictObject({
      action: z.enum(['open', 'close', 'both']).default('both'),
      runId: shortText.min(1),
      /** The key of the test case. */
      caseKey: shortText.min(1),
    })
    .optional(),
  timeout: durationOrTemplate.optional(),
});

export type HumanRequest = z.output<typeof humanRequest>;
export type HumanField = z.output<typeof fieldSchema>;

export interface HumanAnswer {
  /** What was filled in, by the names of the fields. */
  readonly body: Readonly<Record<string, string | number | boolean | null>>;
  /** What the person says of it; null where only a form was asked for. */
  readonly verdict: 'passed' | 'failed' | null;
  readonly note: string;
  readonly answeredBy: string;
}
