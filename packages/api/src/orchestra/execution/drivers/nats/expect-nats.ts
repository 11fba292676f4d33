import { suiteRunStart } from '@atelier/db/orchestra/execution-reads.ts';
import type { NatsMessage, NatsRequest } from '@atelier/domain/orchestra/drivers/nats.ts';
import { type ConsumerMessages, DeliverPolicy, jetstream } from '@nats-io/jetstream';
import type { DriverCall } from '../driver.ts';
import { collectMessages } from '../messages/collect.ts';
import { expectMs } from '../messages/expect-limit.ts';
import { natsMessage } from './nats-message.ts';
import type { NatsSession } from './open-nats.ts';

type Expect = Extract<NatsRequest, { action: 'expect' }>;

/** Messages that were found, and the places in the stream of those that there is one for. */
export interface ExpectedNats {
  readonly messages: readonly NatsMessage[];
  readonly places: readonly number[];
}

/** Waits for messages that are sent from now on. */
export async function expectNats(
  { connection, lost }: NatsSession,
  request: Expect,
  { signal }: DriverCall,
): Promise<ExpectedNats> {
  const collected = collect<NatsMessage>(request, signal);
  lost.catch(collected.fail);
  const subscription = connection.subscribe(request.subject, {
    callback: (error, message) => {
      if (error !== null) return collected.fail(error);
      collected.take({ message: natsMessage(message), bytes: message.data.length });
    },
  });
  try {
    return { messages: await collected.found, places: [] };
  } finally {
    subscription.unsubscribe();
  }
}

/**
 * Waits for messages in a stream, those first that came since the run began. Nothing is taken out of it.
 *
 * @param taken places of messages that earlier steps of the test run have found
 */
export async function expectInStream(
  { connection, lost }: NatsSession,
  request: Expect & { readonly stream: string },
  { signal, db, suiteRunId }: DriverCall,
  taken: readonly number[],
): Promise<ExpectedNats> {
  const collected = collect<NatsMessage & { readonly place: number }>(request, signal);
  lost.catch(collected.fail);
  const since = await suiteRunStart(db, suiteRunId);
  const found = new Set(taken);
  let messages: ConsumerMessages | undefined;
  const consume = async () => {
    const consumer = await jetstream(connection).consumers.get(request.stream, {
      filter_subjects: request.subject,
      ...(since === null
        ? { deliver_policy: DeliverPolicy.All }
        : { deliver_policy: DeliverPolicy.StartTime, opt_start_time: since.toISOString() }),
    });
    messages = await consumer.consume({
      callback: (message) => {
        if (found.has(message.seq)) return;
        collected.take({
          message: { ...natsMessage(message), place: message.seq },
          bytes: message.data.length,
        });
      },
    });
  };
  consume().catch(collected.fail);
  try {
    const all = await collected.found;
    return {
      messages: all.map(({ place: _, ...message }) => message),
      places: all.map(({ place }) => place),
    };
  } finally {
    messages?.stop();
  }
}

function collect<Message>(request: Expect, signal: AbortSignal) {
  const { where, count } = request;
  const limitMs = expectMs(request);
  return collectMessages<Message>({ where, count: Number(count), limitMs, signal });
}
