import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';

/**
 * Sends subscriptions over SSE, by code that is fetched with the first of them: a page shows much before it
 * listens to anything. That it could not be fetched is an error of the subscription.
 *
 * @param url where the procedures are
 */
export function lateSubscriptions<Router extends AnyRouter>(url: string): TRPCLink<Router> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        const over = new AbortController();
        const listen = async () => {
          const { eventStream } = await import('./event-stream.ts');
          for await (const envelope of eventStream(url, op, over.signal)) observer.next(envelope);
          observer.complete();
        };
        listen().catch((error) => observer.error(TRPCClientError.from(error)));
        return () => over.abort();
      });
}
