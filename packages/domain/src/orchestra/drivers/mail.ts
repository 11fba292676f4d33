import { z } from 'zod';
import { durationOrTemplate, expressionText, secretName, shortText } from '../fields.ts';

/** A letter that has to have arrived; what is given has to be contained. */
export const mailRequest = z.strictObject({
  action: z.literal('expect').default('expect'),
  mailbox: secretName,
  to: shortText.optional(),
  from: shortText.optional(),
  subject: shortText.optional(),
  contains: shortText.optional(),
  where: expressionText.optional(),
  /** Whether a letter counts that came before the run began. */
  older: z.boolean().default(false),
  timeout: durationOrTemplate.default('1m'),
});

export type MailRequest = z.output<typeof mailRequest>;

export interface MailAnswer {
  readonly subject: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
  readonly durationMs: number;
}
