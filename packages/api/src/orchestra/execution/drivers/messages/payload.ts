import type { AmqpRequest } from '@atelier/domain/orchestra/drivers/amqp.ts';
import { type Json, jsonFault } from '@atelier/domain/orchestra/json.ts';
import { storableText } from '../../storable.ts';
import { jsonIn } from '../json-in.ts';

type Payload = Extract<AmqpRequest, { action: 'publish' }>['payload'];

/** What a message carries, as bytes and as the result shows it. */
export function payloadOf(payload: Payload): {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly shown: Json;
} {
  return payload.type === 'json'
    ? {
        bytes: Buffer.from(JSON.stringify(payload.value)),
        contentType: 'application/json',
        shown: payload.value,
      }
    : {
        bytes: Buffer.from(payload.text),
        contentType: payload.contentType ?? 'text/plain; charset=utf-8',
        shown: payload.text,
      };
}

/** What a message says: as JSON where it is, else as text. */
export function saidBy(bytes: Uint8Array): { readonly body: unknown; readonly text: string } {
  const text = storableText(new TextDecoder('utf-8').decode(bytes));
  return { body: bytes.length === 0 ? null : (jsonIn(text) ?? text), text };
}

/** Headers as JSON: what is none becomes text. */
export function plainHeaders(headers: Readonly<Record<string, unknown>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name !== '__proto__')
      .map(([name, value]) => [storableText(name), plain(value)]),
  );
}

function plain(value: unknown): Json {
  if (value instanceof Uint8Array) return storableText(Buffer.from(value).toString());
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return storableText(value);
  return jsonFault(value) === null ? ((value ?? null) as Json) : storableText(String(value));
}
