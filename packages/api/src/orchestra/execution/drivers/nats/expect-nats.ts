import { suiteRunStart } from '@atelier/db/orchestra/execution-reads.ts';
import type { NatsMessage, NatsRequest } from '@atelier/domain/orchestra/drivers/nats.ts';
import { type ConsumerMessages, DeliverPolicy, jetstream } from '@nats-io/jetstream';
import { z } from 'zod';
import type { DriverCall, InVain, Look } from '../driver.ts';
import { type Collected, collectMessages, nothingCame, type Wanted } from '../messages/collect.ts';
import { heldMs } from '../messages/expect-limit.ts';
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
  const limitMs = heldMs(request);
  const collected = collect<NatsMessage>(request, { limitMs, signal });
  lost.catch(collected.fail);
  const subscription = connection.subscribe(request.subject, {
    callback: (error, message) => {
      if (error !== null) return collected.fail(error);
      collected.take({ message: natsMessage(message), bytes: message.data.length });
    },
  });
  try {
    const found = await collected.found;
    if (!found.isEnough) throw nothingCame(found, Number(request.count), limitMs);
    return { messages: found.messages, places: [] };
  } finally {
    subscription.unsubscribe();
  }
}

/** What is asked of a stream, and of which messages it is known that they are not wanted. */
export interface StreamSearch {
  readonly request: Expect & { readonly stream: string };
  /** Places of messages that earlier steps of the test run have found. */
  readonly taken: readonly number[];
}

/** Waits for messages in a stream, those first that came since the run began. Nothing is taken out of it. */
export async function expectInStream(
  session: NatsSession,
  search: StreamSearch,
  call: DriverCall,
): Promise<ExpectedNats> {
  const limitMs = heldMs(search.request);
  const found = await readStream(session, search, call, { limitMs, from: null });
  if (found.isEnough) return foundIn(found);
  throw nothingCame(found, Number(search.request.count), limitMs);
}

/** What a look keeps for the next one: at which place of the stream it goes on. */
const placeSchema = z.object({ from: z.number() }).nullable().catch(null);

/** The same for a while. */
export async function lookInStream(
  session: NatsSession,
  search: StreamSearch,
  call: DriverCall,
  { holdMs, kept }: Look,
): Promise<ExpectedNats | InVain> {
  const from = placeSchema.parse(kept)?.from ?? null;
  const found = await readStream(session, search, call, { limitMs: holdMs, from });
  if (found.isEnough) return foundIn(found);
  const { messages, looked, last } = found;
  // One that is wanted is read once more, with what comes to it.
  const next = messages[0]?.place ?? (last === null ? from : last + 1);
  return {
    kept: next === null ? null : { from: next },
    facts: { found: messages.length, count: Number(search.request.count), looked },
  };
}

interface Placed extends NatsMessage {
  readonly place: number;
}

function foundIn({ messages }: Collected<Placed>): ExpectedNats {
  return {
    messages: messages.map(({ place: _, ...message }) => message),
    places: messages.map(({ place }) => place),
  };
}

async function readStream(
  { connection, lost }: NatsSession,
  { request, taken }: StreamSearch,
  { signal, db, suiteRunId }: DriverCall,
  { limitMs, from }: { readonly limitMs: number; readonly from: number | null },
): Promise<Collected<Placed> & { readonly last: number | null }> {
  const begin = from ?? (await suiteRunStart(db, suiteRunId));
  const consumer = await Promise.race([
    jetstream(connection).consumers.get(request.stream, {
      filter_subjects: request.subject,
      ...beginAt(begin),
    }),
    lost,
  ]);
  const { num_pending: there } = await consumer.info(true);
  const collected = collect<Placed>(request, { limitMs, there, signal });
  lost.catch(collected.fail);
  const known = new Set(taken);
  let messages: ConsumerMessages | undefined;
  let last: number | null = null;
  const consume = async () => {
    messages = await consumer.consume({
      callback: (message) => {
        last = message.seq;
        const bytes = message.data.length;
        if (known.has(message.seq)) return collected.pass();
        collected.take({ message: { ...natsMessage(message), place: message.seq }, bytes });
      },
    });
  };
  if (there > 0 || limitMs > 0) consume().catch(collected.fail);
  try {
    return { ...(await collected.found), last };
  } finally {
    messages?.stop();
    // Else the server would keep it for minutes; where that is not allowed, it does.
    await Promise.race([consumer.delete(), lost]).catch(() => {});
  }
}

function beginAt(begin: number | Date | null) {
  if (begin === null) return { deliver_policy: DeliverPolicy.All };
  return typeof begin === 'number'
    ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: begin }
    : { deliver_policy: DeliverPolicy.StartTime, opt_start_time: begin.toISOString() };
}

function collect<Message>(
  { where, count }: Expect,
  within: Pick<Wanted, 'limitMs' | 'there' | 'signal'>,
) {
  return collectMessages<Message>({ where, count: Number(count), ...within });
}
