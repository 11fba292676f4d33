import type { NatsRequest } from '@atelier/domain/orchestra/drivers/nats.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { jetstream } from '@nats-io/jetstream';
import { headers as newHeaders } from '@nats-io/transport-node';
import type { DriverCall } from '../driver.ts';
import { payloadOf } from '../messages/payload.ts';
import { StepError } from '../step-error.ts';
import type { NatsSession } from './open-nats.ts';

type Publish = Extract<NatsRequest, { action: 'publish' }>;

/** A message that was sent: as the result shows it, and what the stream said, where it had to confirm. */
export interface Published {
  readonly sent: { readonly [name: string]: Json };
  readonly confirmed: Json;
}

const confirmMs = 20_000;

/**
 * Sends a message, and waits until the server has it, or a stream. The key of a step that is repeated under one is its
 * id, where it says none itself, and a header.
 */
export async function publishNats(
  { connection, lost }: NatsSession,
  request: Publish,
  key: DriverCall['key'],
): Promise<Published> {
  const { subject, confirm } = request;
  const { bytes, contentType, shown } = payloadOf(request.payload);
  const messageId = request.messageId ?? key?.value;
  const headers: Record<string, Json> = {
    'Content-Type': contentType,
    ...(key !== null && { [key.header]: key.value }),
    ...(messageId !== undefined && { 'Nats-Msg-Id': messageId }),
    ...(request.headers as Record<string, Json> | undefined),
  };
  const written = newHeaders();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value].flat()) written.append(name, String(one));
  }
  const sent = { action: 'publish', subject, headers, confirm, body: shown };
  if (confirm) {
    const confirming = jetstream(connection)
      .publish(subject, bytes, { headers: written, timeout: confirmMs })
      .catch((error: unknown) => {
        const isNobody = error instanceof Error && error.name === 'JetStreamNotEnabled';
        throw isNobody ? new StepError('MESSAGE_UNROUTABLE', { subject }) : error;
      });
    const { stream, seq, duplicate } = await Promise.race([confirming, lost]);
    return { sent, confirmed: { stream, seq, duplicate } };
  }
  connection.publish(subject, bytes, { headers: written });
  // Once there and back: the server has it, or has said why not.
  await Promise.race([connection.flush(), lost]);
  return { sent, confirmed: null };
}
