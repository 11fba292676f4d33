import { z } from 'zod';
import { durationOrTemplate, expressionText, secretName, shortText } from '../fields.ts';

/**
 * A letter that has to have arrived; what is given has to be contained, in letters small or large. `mailbox` is a
 * secret that says whose letters it has: `orders@shop.test`, or `*@shop.test` for all of a domain.
 */
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
  /** Whom it was sent to, whatever its headers say. */
  readonly to: readonly string[];
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly text: string;
  readonly html: string;
  /** Addresses in the HTML and in the text, each once. */
  readonly links: readonly string[];
  readonly attachments: readonly MailAttachment[];
  /** ISO 8601. */
  readonly receivedAt: string;
  /** How long the step waited for it. */
  readonly durationMs: number;
}

export interface MailAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  /** Of a short text, what it says. */
  readonly text?: string;
}
