import { type AmqpRequest, amqpRequest } from '@atelier/domain/orchestra/drivers/amqp.ts';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Driver, DriverCall } from '../driver.ts';
import { messagesAnswer } from '../messages/collect.ts';
import { readRequest } from '../read-request.ts';
import { allowedServer } from '../server-address.ts';
import { StepError } from '../step-error.ts';
import { amqpFailure } from './amqp-failure.ts';
import { expectMessages, lookForMessages } from './expect-messages.ts';
import { type Broker, openBroker } from './open-broker.ts';
import { publishMessage } from './publish-message.ts';

const ports = { amqp: 5672, amqps: 5671 };

/** One message, or those that are waited for, on a connection of its own. */
export const amqpDriver: Driver = {
  perform: (call) =>
    withBroker(call, async (broker, request, common) => {
      const began = performance.now();
      switch (request.action) {
        case 'publish': {
          const sent = await publishMessage(broker, request, call.key);
          return { output: messagesAnswer([], began), sent: { ...common, ...sent } };
        }
        case 'bind': {
          const { action, queue, exchange, routingKey, expires } = request;
          await bind(broker, request);
          return {
            output: messagesAnswer([], began),
            sent: { ...common, action, queue, exchange, routingKey, expires },
          };
        }
        case 'expect': {
          const messages = await expectMessages(broker, request, call.signal);
          return {
            output: messagesAnswer(messages, began),
            sent: { ...common, ...expected(request) },
          };
        }
      }
    }),
  look: (call, look) =>
    withBroker(call, async (broker, request, common) => {
      if (request.action !== 'expect') throw new TypeError(`${request.action} does not look`);
      const began = performance.now() - look.waitedMs;
      const found = await lookForMessages(broker, request, look, call.signal);
      if ('kept' in found) return found;
      return { output: messagesAnswer(found, began), sent: { ...common, ...expected(request) } };
    }),
};

type Common = { readonly [name: string]: Json };

async function withBroker<Answer>(
  call: DriverCall,
  work: (broker: Broker, request: AmqpRequest, common: Common) => Promise<Answer>,
): Promise<Answer> {
  const request = readRequest(amqpRequest, call.request);
  const server = allowedServer(call, request.connection, ports);
  const { host, port } = server.address;
  const failed = (happened: 'no' | 'maybe') => (error: unknown) => {
    throw amqpFailure(error, host, call.signal, happened);
  };
  const common = { connection: request.connection, server: `${host}:${port}` };
  const broker = await openBroker(server, call.signal).catch(failed('no'));
  try {
    return await work(broker, request, common).catch(
      failed(request.action === 'publish' ? 'maybe' : 'no'),
    );
  } finally {
    await broker.close();
  }
}

function expected(request: Extract<AmqpRequest, { action: 'expect' }>): Common {
  const { action, queue, where = null, count, timeout } = request;
  return { action, queue, where, count, timeout };
}

/** Makes a queue that lasts as long as somebody uses it, with all that an exchange gives it. */
async function bind(
  { model, lost }: Broker,
  { queue, exchange, routingKey, expires }: Extract<AmqpRequest, { action: 'bind' }>,
): Promise<void> {
  const expiresMs = milliseconds(expires);
  if (expiresMs === null || expiresMs < 1) {
    throw new StepError('REQUEST_INVALID', { field: 'expires' });
  }
  const channel = await Promise.race([model.createChannel(), lost]);
  // Told by what was asked for.
  channel.on('error', () => {});
  const done = channel
    .assertQueue(queue, { durable: true, expires: expiresMs })
    .then(() => channel.bindQueue(queue, exchange, routingKey));
  await Promise.race([done, lost]);
}
