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

/**
 * A message over AMQP 0-9-1: sent and confirmed, or waited for. `bind` makes a queue in which the messages of an exchange
 * wait from then on.
 */
export const amqpRequest = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('publish'),
    connection: secretName,
    /** The empty exchange sends to the queue that the routing key names. */
    exchange: shortText.default(''),
    routingKey: shortText,
    headers: headersSchema.optional(),
    messageId: shortText.optional(),
    correlationId: shortText.optional(),
    persistent: z.boolean().default(true),
    payload: payloadSchema,
  }),
  z.strictObject({
    action: z.literal('bind'),
    connection: secretName,
    queue: shortText.min(1),
    exchange: shortText.min(1),
    routingKey: shortText.default('#'),
    /** The queue is removed when nobody has used it for so long. */
    expires: durationOrTemplate.default('1h'),
  }),
  z.strictObject({
    action: z.literal('expect'),
    connection: secretName,
    queue: shortText.min(1),
    /** JSONata over a message; what it is not true for stays in the queue. */
    where: expressionText.optional(),
    count: countOrTemplate(1, 1000).default(1),
    timeout: durationOrTemplate.default('30s'),
  }),
]);

export type AmqpRequest = z.output<typeof amqpRequest>;

export interface AmqpMessage {
  readonly body: unknown;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly routingKey: string;
  readonly exchange: string;
  readonly messageId: string | null;
  readonly correlationId: string | null;
}

/** `body`, `text` and `headers` are those of the first message; null and empty where there is none. */
export interface AmqpAnswer {
  readonly messages: readonly AmqpMessage[];
  readonly body: unknown;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly durationMs: number;
}
