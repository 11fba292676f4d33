import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import { type NatsRequest, natsRequest } from '@atelier/domain/orchestra/drivers/nats.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Driver, DriverAnswer, DriverCall } from '../driver.ts';
import { messagesAnswer } from '../messages/collect.ts';
import { readRequest } from '../read-request.ts';
import { allowedServer } from '../server-address.ts';
import { expectInStream, expectNats } from './expect-nats.ts';
import { natsFailure } from './nats-failure.ts';
import { type NatsSession, openNats } from './open-nats.ts';
import { publishNats } from './publish-nats.ts';

const ports = { nats: 4222, tls: 4222 };

/** One message, or those that are waited for, on a connection of its own. */
export const natsDriver: Driver = {
  async perform(call) {
    const request = readRequest(natsRequest, call.request);
    const server = allowedServer(call, request.connection, ports);
    const { host, port } = server.address;
    const common = { connection: request.connection, server: `${host}:${port}` };
    const failed = (happened: 'no' | 'maybe') => (error: unknown) => {
      throw natsFailure(error, host, call.signal, happened);
    };
    const session = await openNats(server, call.signal).catch(failed('no'));
    try {
      return await carriedOut(session, request, call, common).catch(
        failed(request.action === 'publish' ? 'maybe' : 'no'),
      );
    } finally {
      await session.close();
    }
  },
};

async function carriedOut(
  session: NatsSession,
  request: NatsRequest,
  call: DriverCall,
  common: { readonly [name: string]: Json },
): Promise<DriverAnswer> {
  const began = performance.now();
  if (request.action === 'publish') {
    const { sent, confirmed } = await publishNats(session, request, call.key);
    const output = { ...messagesAnswer([], began), body: confirmed };
    return { output, sent: { ...common, ...sent } };
  }
  const { action, subject, stream, where = null, count, timeout } = request;
  const sent = { ...common, action, subject, stream: stream ?? null, where, count, timeout };
  if (stream === undefined) {
    const { messages } = await expectNats(session, request, call);
    return { output: messagesAnswer(messages, began), sent };
  }
  const taken = takenIn(call.state, stream);
  const { messages, places } = await expectInStream(session, { ...request, stream }, call, taken);
  const others = isRecord(call.state) ? (call.state as Record<string, Json>) : {};
  return {
    output: messagesAnswer(messages, began),
    sent,
    state: { ...others, [stream]: [...taken, ...places] },
  };
}

/** Places of the messages of a stream that earlier steps have found: each is found once. */
function takenIn(state: Json, stream: string): readonly number[] {
  const taken = isRecord(state) && Object.hasOwn(state, stream) ? state[stream] : [];
  return Array.isArray(taken) ? taken.map(Number) : [];
}
