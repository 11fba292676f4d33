import type { TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable, type Unsubscribable } from '@trpc/server/observable';
import { type CallError, callError } from './errors.ts';

/**
 * Is told of an error. With a promise it says that it does something about it: the same call is made again when
 * that is done, under the same key, and fails with its first error when it is not.
 */
export type OnError = (error: CallError) => Promise<unknown> | undefined;

/** Tells of each error that a call ends with, whoever made the call; it gets the error all the same. */
export function tellErrors<Router extends AnyRouter>(
  onError: OnError | undefined,
): TRPCLink<Router> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let sent: Unsubscribable | undefined;
        const send = () => {
          sent = next(op).subscribe({
            ...observer,
            error(error) {
              const fail = () => observer.error(error);
              const again = onError?.(callError(error));
              if (again) again.then(send, fail);
              else fail();
            },
          });
        };
        send();
        return () => sent?.unsubscribe();
      });
}
