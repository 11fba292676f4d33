import { z } from 'zod';
import {
  countOrTemplate,
  durationOrTemplate,
  expressionText,
  headersSchema,
  payloadSchema,
  secretName,
  shortText,
} from '../fields.ts';

/** A message over NATS: published, or waited for. */
export const natsRequest = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('publish'),
    connection: secretName,
    subject: shortText.min(1),
    headers: headersSchema.optional(),
    /** Of JetStream: a second message with this id is dropped by the server. */
    messageId: shortText.optional(),
    /** Whether a stream has to confirm it. */
    confirm: z.boolean().default(false),
    payload: payloadSchema,
  }),
  z.strictObject({
    action: z.literal('expect'),
    connection: secretName,
    subject: shortText.min(1),
    /** A stream keeps what was sent before the step began; without one only what comes later is seen. */
    stream: shortText.optional(),
    where: expressionText.optional(),
    count: countOrTemplate(1, 1000).default(1),
    timeout: durationOrTemplate.default('30s'),
  }),
]);

export type NatsRequest = z.output<typeof natsRequest>;

export interface NatsMessage {
  readonly subject: string;
  readonly body: unknown;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** `body`, `text` and `headers` are those of the first message. */
export interface NatsAnswer {
  readonly messages: readonly NatsMessage[];
  readonly body: unknown;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly durationMs: number;
}
