import { type AmqpRequest, amqpRequest } from '@atelier/domain/orchestra/drivers/amqp.ts';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Driver, DriverAnswer, DriverCall } from '../driver.ts';
import { messagesAnswer } from '../messages/collect.ts';
import { readRequest } from '../read-request.ts';
import { allowedServer } from '../server-address.ts';
import { StepError } from '../step-error.ts';
import { amqpFailure } from './amqp-failure.ts';
import { expectMessages } from './expect-messages.ts';
import { type Broker, openBroker } from './open-broker.ts';
import { publishMessage } from './publish-message.ts';

const ports = { amqp: 5672, amqps: 5671 };

/** One message, or those that are waited for, on a connection of its own. */
export const amqpDriver: Driver = {
  async perform(call) {
    const request = readRequest(amqpRequest, call.request);
    const server = allowedServer(call, request.connection, ports);
    const { host, port } = server.address;
    const sent = { connection: request.connection, server: `${host}:${port}` };
    const failed = (happened: 'no' | 'maybe') => (error: unknown) => {
      throw amqpFailure(error, host, call.signal, happened);
    };
    const broker = await openBroker(server, call.signal).catch(failed('no'));
    try {
      return await carriedOut(broker, request, call, sent).catch(
        failed(request.action === 'publish' ? 'maybe' : 'no'),
      );
    } finally {
      await broker.close();
    }
  },
};

async function carriedOut(
  broker: Broker,
  request: AmqpRequest,
  call: DriverCall,
  common: { readonly [name: string]: Json },
): Promise<DriverAnswer> {
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
      const { action, queue, where = null, count, timeout } = request;
      const messages = await expectMessages(broker, request, call.signal);
      return {
        output: messagesAnswer(messages, began),
        sent: { ...common, action, queue, where, count, timeout },
      };
    }
  }
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
