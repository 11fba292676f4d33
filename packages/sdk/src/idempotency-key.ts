/** What a call's options carry for the client's links. */
export interface KeyedOptions {
  readonly context: { readonly idempotencyKey: string };
}

/**
 * Options for a command: sending it again with the same key returns its first answer, and nothing is done
 * twice. `client.miniatures.move.mutate(input, keyed(key))`.
 *
 * @param key 1..255 printable ASCII characters; for the same input only
 */
export function keyed(key: string): KeyedOptions {
  return { context: { idempotencyKey: key } };
}

/** A key that nobody else has. Works on pages without TLS too, which have no `randomUUID`. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
