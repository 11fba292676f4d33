import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import { type NatsRequest, natsRequest } from '@atelier/domain/orchestra/drivers/nats.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Driver, DriverAnswer, DriverCall } from '../driver.ts';
import { messagesAnswer } from '../messages/collect.ts';
import { readRequest } from '../read-request.ts';
import { allowedServer } from '../server-address.ts';
import {
  type ExpectedNats,
  expectInStream,
  expectNats,
  lookInStream,
  type StreamSearch,
} from './expect-nats.ts';
import { natsFailure } from './nats-failure.ts';
import { type NatsSession, openNats } from './open-nats.ts';
import { publishNats } from './publish-nats.ts';

const ports = { nats: 4222, tls: 4222 };

/** One message, or those that are waited for, on a connection of its own. */
export const natsDriver: Driver = {
  perform: (call) =>
    withSession(call, async (session, request, common) => {
      const began = performance.now();
      if (request.action === 'publish') {
        const { sent, confirmed } = await publishNats(session, request, call.key);
        const output = { ...messagesAnswer([], began), body: confirmed };
        return { output, sent: { ...common, ...sent } };
      }
      const { stream } = request;
      if (stream !== undefined) {
        const search = searchOf(request, stream, call.state);
        const found = await expectInStream(session, search, call);
        return answerOf(found, search, call.state, began, common);
      }
      const { messages } = await expectNats(session, request, call);
      const output = messagesAnswer(messages, began);
      return { output, sent: { ...common, ...expected(request) } };
    }),
  look: (call, look) =>
    withSession(call, async (session, request, common) => {
      if (request.action !== 'expect' || request.stream === undefined) {
        throw new TypeError('only a stream can be looked at again');
      }
      const began = performance.now() - look.waitedMs;
      const search = searchOf(request, request.stream, call.state);
      const found = await lookInStream(session, search, call, look);
      return 'kept' in found ? found : answerOf(found, search, call.state, began, common);
    }),
};

type Common = { readonly [name: string]: Json };
type Expect = Extract<NatsRequest, { action: 'expect' }>;

async function withSession<Answer>(
  call: DriverCall,
  work: (session: NatsSession, request: NatsRequest, common: Common) => Promise<Answer>,
): Promise<Answer> {
  const request = readRequest(natsRequest, call.request);
  const server = allowedServer(call, request.connection, ports);
  const { host, port } = server.address;
  const common = { connection: request.connection, server: `${host}:${port}` };
  const failed = (happened: 'no' | 'maybe') => (error: unknown) => {
    throw natsFailure(error, host, call.signal, happened);
  };
  const session = await openNats(server, call.signal).catch(failed('no'));
  try {
    return await work(session, request, common).catch(
      failed(request.action === 'publish' ? 'maybe' : 'no'),
    );
  } finally {
    await session.close();
  }
}

function searchOf(request: Expect, stream: string, state: Json): StreamSearch {
  return { request: { ...request, stream }, taken: takenIn(state, stream) };
}

function answerOf(
  { messages, places }: ExpectedNats,
  { request, taken }: StreamSearch,
  state: Json,
  began: number,
  common: Common,
): DriverAnswer {
  const others = isRecord(state) ? (state as Record<string, Json>) : {};
  return {
    output: messagesAnswer(messages, began),
    sent: { ...common, ...expected(request) },
    state: { ...others, [request.stream]: [...taken, ...places] },
  };
}

function expected(request: Expect): Common {
  const { action, subject, stream, where = null, count, timeout } = request;
  return { action, subject, stream: stream ?? null, where, count, timeout };
}

/** Places of the messages of a stream that earlier steps have found: each is found once. */
function takenIn(state: Json, stream: string): readonly number[] {
  const taken = isRecord(state) && Object.hasOwn(state, stream) ? state[stream] : [];
  return Array.isArray(taken) ? taken.map(Number) : [];
}
