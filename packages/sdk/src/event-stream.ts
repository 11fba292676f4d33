import { type Operation, type OperationResultEnvelope, TRPCClientError } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import {
  retryableRpcCodes,
  sseStreamConsumer,
  type TRPCErrorShape,
} from '@trpc/server/unstable-core-do-not-import';

/** What a link hands on of a subscription. */
type Envelope<Router extends AnyRouter> = OperationResultEnvelope<unknown, TRPCClientError<Router>>;

interface Stream {
  readonly data: { readonly id?: string; readonly data: unknown };
  readonly error: TRPCErrorShape;
  readonly EventSource: typeof EventSource;
}

type ConsumedPiece =
  ReturnType<typeof sseStreamConsumer<Stream>> extends AsyncIterable<infer Piece> ? Piece : never;

/**
 * What a subscription hears, and how its connection is: what `httpSubscriptionLink` does, which would be in
 * the same chunk as every other call, since tRPC keeps it in one file with the client. The protocol is still
 * tRPC's: `sseStreamConsumer` speaks it, comes back after a silence, and `EventSource` after a cut.
 *
 * @param signal ends it
 */
export async function* eventStream<Router extends AnyRouter>(
  url: string,
  { path, input, signal: callers }: Pick<Operation, 'path' | 'input' | 'signal'>,
  signal: AbortSignal,
): AsyncGenerator<Envelope<Router>> {
  let lastEventId: string | undefined;
  yield { result: { type: 'state', state: 'connecting', error: null } };
  const stream = sseStreamConsumer<Stream>({
    // Asked again whenever it has to come back.
    url: () => addressOf(`${url}/${path}`, input, lastEventId),
    init: () => undefined,
    signal: callers ? AbortSignal.any([callers, signal]) : signal,
    EventSource: globalThis.EventSource,
  });
  for await (const piece of stream) {
    if (piece.type === 'data') {
      const { id, data } = piece.data;
      lastEventId = id ?? lastEventId;
      yield { result: id === undefined ? { data } : { id, data: piece.data } };
    } else if (piece.type === 'connected') {
      yield { result: { type: 'started' } };
      yield { result: { type: 'state', state: 'pending', error: null } };
    } else if (piece.type !== 'ping') {
      const error = errorOf<Router>(piece);
      if (piece.type === 'serialized-error' && !isPassing(piece.error)) throw error;
      // That it begins to connect was said already.
      if (error === null) continue;
      yield { result: { type: 'state', state: 'connecting', error } };
    }
  }
  yield { result: { type: 'stopped' } };
  yield { result: { type: 'state', state: 'idle', error: null } };
}

/** The event that was heard last goes along, to come back behind it. */
function addressOf(procedure: string, input: unknown, lastEventId: string | undefined): string {
  const asked = lastEventId === undefined ? input : { ...(input as object), lastEventId };
  if (asked === undefined) return procedure;
  return `${procedure}?input=${encodeURIComponent(JSON.stringify(asked))}`;
}

type Trouble = Exclude<
  ConsumedPiece,
  { readonly type: 'data' } | { readonly type: 'connected' } | { readonly type: 'ping' }
>;

/** Why it is not connected; null where nothing is wrong yet. */
function errorOf<Router extends AnyRouter>(piece: Trouble): TRPCClientError<Router> | null {
  if (piece.type === 'serialized-error') return TRPCClientError.from({ error: piece.error });
  if (piece.type === 'timeout') return new TRPCClientError(`Nothing came for ${piece.ms} ms.`);
  return piece.event && TRPCClientError.from(new Error(piece.event.type));
}

function isPassing({ code }: TRPCErrorShape): boolean {
  return retryableRpcCodes.some((one) => one === code);
}
