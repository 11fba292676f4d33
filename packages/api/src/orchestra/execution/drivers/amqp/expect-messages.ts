import type { AmqpMessage, AmqpRequest } from '@atelier/domain/orchestra/drivers/amqp.ts';
import type { Channel, ConsumeMessage } from 'amqplib';
import { z } from 'zod';
import type { InVain, Look } from '../driver.ts';
import { type Collected, collectMessages, nothingCame, type Wanted } from '../messages/collect.ts';
import { heldMs } from '../messages/expect-limit.ts';
import { plainHeaders, saidBy } from '../messages/payload.ts';
import { StepError } from '../step-error.ts';
import type { Broker } from './open-broker.ts';

type Expect = Extract<AmqpRequest, { action: 'expect' }>;

/** Messages that the broker hands out before one of them is answered. */
const prefetched = 10_000;

/** What a look keeps for the next one: how many messages it has seen, and when. */
const seenSchema = z.object({ there: z.number(), atMs: z.number() }).nullable().catch(null);

/** A queue with as many messages as at the last look is looked at again after so long: they may be other ones. */
const lookAgainMs = 60_000;

/**
 * Waits for messages in a queue, those first that wait there already. What was wanted is taken out of the queue; all
 * else goes back to its place when the channel is closed, and everything does where too few came.
 */
export async function expectMessages(
  broker: Broker,
  request: Expect,
  signal: AbortSignal,
): Promise<readonly AmqpMessage[]> {
  const limitMs = heldMs(request);
  const channel = await openChannel(broker);
  const found = await takenFrom(broker, channel, request, { limitMs, signal });
  if (found.isEnough) return found.messages;
  throw nothingCame(found, Number(request.count), limitMs);
}

/**
 * The same for a while. Being looked at counts as a delivery, and a quorum queue gives a message up after some of them:
 * so a queue in which nothing is new is left alone.
 */
export async function lookForMessages(
  broker: Broker,
  request: Expect,
  { holdMs, waitedMs, isLast, kept }: Look,
  signal: AbortSignal,
): Promise<readonly AmqpMessage[] | InVain> {
  const count = Number(request.count);
  const channel = await openChannel(broker);
  const { messageCount: there } = await Promise.race([
    channel.checkQueue(request.queue),
    broker.lost,
  ]);
  const seen = seenSchema.parse(kept);
  const isOld = seen?.there === there && waitedMs - seen.atMs < lookAgainMs;
  if (holdMs === 0 && (there < count || (isOld && !isLast))) {
    return { kept, facts: { found: 0, count, looked: there } };
  }
  const wanted = { limitMs: holdMs, there, signal };
  const found = await takenFrom(broker, channel, request, wanted);
  if (found.isEnough) return found.messages;
  const { messages, looked } = found;
  return {
    kept: { there: looked, atMs: waitedMs },
    facts: { found: messages.length, count, looked },
  };
}

async function openChannel({ model, lost }: Broker): Promise<Channel> {
  const channel = await Promise.race([model.createChannel(), lost]);
  // Told by what was asked for.
  channel.on('error', () => {});
  return channel;
}

async function takenFrom(
  { lost }: Broker,
  channel: Channel,
  { queue, where, count }: Expect,
  within: Pick<Wanted, 'limitMs' | 'there' | 'signal'>,
): Promise<Collected<AmqpMessage>> {
  const came = new Map<AmqpMessage, ConsumeMessage>();
  const collected = collectMessages<AmqpMessage>({ where, count: Number(count), ...within });
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
  if (found.isEnough) {
    for (const message of found.messages) {
      const raw = came.get(message);
      if (raw !== undefined) channel.ack(raw);
    }
  }
  // The broker has heard of all that was taken when it answers, and has the rest back.
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
