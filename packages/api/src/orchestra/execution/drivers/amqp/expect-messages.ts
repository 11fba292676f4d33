import type { AmqpMessage, AmqpRequest } from '@atelier/domain/orchestra/drivers/amqp.ts';
import type { ConsumeMessage } from 'amqplib';
import { collectMessages } from '../messages/collect.ts';
import { expectMs } from '../messages/expect-limit.ts';
import { plainHeaders, saidBy } from '../messages/payload.ts';
import { StepError } from '../step-error.ts';
import type { Broker } from './open-broker.ts';

type Expect = Extract<AmqpRequest, { action: 'expect' }>;

/** Messages that the broker hands out before one of them is answered. */
const prefetched = 10_000;

/**
 * Waits for messages in a queue, those first that wait there already. What was wanted is taken out of the queue; all
 * else goes back to its place when the channel is closed, and everything does where too few came.
 */
export async function expectMessages(
  { model, lost }: Broker,
  request: Expect,
  signal: AbortSignal,
): Promise<readonly AmqpMessage[]> {
  const { queue, where } = request;
  const [count, limitMs] = [Number(request.count), expectMs(request)];
  const channel = await Promise.race([model.createChannel(), lost]);
  const came = new Map<AmqpMessage, ConsumeMessage>();
  const collected = collectMessages<AmqpMessage>({ where, count, limitMs, signal });
  channel.on('error', collected.fail);
  lost.catch(collected.fail);
  const consume = channel.prefetch(prefetched).then(() =>
    channel.consume(queue, (raw) => {
      if (raw === null) {
        return collected.fail(new StepError('MESSAGE_REFUSED', { reply: 'queue removed' }));
      }
      const message = messageOf(raw);
      came.set(message, raw);
      collected.take({ message, bytes: raw.content.length });
    }),
  );
  consume.catch(collected.fail);
  const found = await collected.found;
  for (const message of found) {
    const raw = came.get(message);
    if (raw !== undefined) channel.ack(raw);
  }
  // The broker has heard of all that was taken when it answers.
  await Promise.race([channel.close(), lost]);
  return found;
}

function messageOf({ content, fields, properties }: ConsumeMessage): AmqpMessage {
  return {
    ...saidBy(content),
    headers: plainHeaders(properties.headers ?? {}),
    ...{ routingKey: fields.routingKey, exchange: fields.exchange },
    messageId: (properties.messageId as string | undefined) ?? null,
    correlationId: (properties.correlationId as string | undefined) ?? null,
  };
}
