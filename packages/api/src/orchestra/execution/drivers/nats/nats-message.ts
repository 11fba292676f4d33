import type { NatsMessage } from '@atelier/domain/orchestra/drivers/nats.ts';
import type { MsgHdrs } from '@nats-io/transport-node';
import { plainHeaders, saidBy } from '../messages/payload.ts';

/** A message as a step sees it; of several headers of one name a list. */
export function natsMessage({
  subject,
  data,
  headers,
}: {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly headers?: MsgHdrs | undefined;
}): NatsMessage {
  const all = [...(headers ?? [])].map(([name, values]) => [
    name,
    values.length === 1 ? values[0] : values,
  ]);
  return { subject, ...saidBy(data), headers: plainHeaders(Object.fromEntries(all)) };
}
