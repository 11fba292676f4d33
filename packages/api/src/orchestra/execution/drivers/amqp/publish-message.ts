import type { AmqpRequest } from '@atelier/domain/orchestra/drivers/amqp.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { DriverCall } from '../driver.ts';
import { payloadOf } from '../messages/payload.ts';
import { StepError } from '../step-error.ts';
import type { Broker } from './open-broker.ts';

type Publish = Extract<AmqpRequest, { action: 'publish' }>;

/**
 * Sends a message, and waits until the broker has it. The key of a step that is repeated under one is its id, where it
 * says none itself, and a header.
 *
 * @returns it as the result shows it
 */
export async function publishMessage(
  { model, lost }: Broker,
  request: Publish,
  key: DriverCall['key'],
): Promise<{ readonly [name: string]: Json }> {
  const { exchange, routingKey, correlationId, persistent } = request;
  const { bytes, contentType, shown } = payloadOf(request.payload);
  const messageId = request.messageId ?? key?.value;
  const headers = { ...(key !== null && { [key.header]: key.value }), ...request.headers };
  const channel = await Promise.race([model.createConfirmChannel(), lost]);
  let isReturned = false;
  channel.on('return', () => {
    isReturned = true;
  });
  const confirmed = new Promise<void>((resolve, reject) => {
    channel.on('error', reject);
    const options = {
      ...{ headers, contentType, persistent, mandatory: true, timestamp: Date.now() },
      ...(messageId !== undefined && { messageId }),
      ...(correlationId !== undefined && { correlationId }),
    };
    channel.publish(exchange, routingKey, bytes, options, (error: unknown) => {
      if (error === null || error === undefined) resolve();
      else reject(new StepError('MESSAGE_REFUSED', { reply: 'nack' }));
    });
  });
  await Promise.race([confirmed, lost]);
  if (isReturned) throw new StepError('MESSAGE_UNROUTABLE', { exchange, routingKey });
  return {
    ...{ action: 'publish', exchange, routingKey, headers: headers as Json, contentType },
    ...{ messageId: messageId ?? null, correlationId: correlationId ?? null, persistent },
    body: shown,
  };
}
