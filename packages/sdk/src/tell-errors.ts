import type { TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import { type CallError, callError } from './errors.ts';

/** Tells of each error that a call ends with, whoever made the call; it gets the error all the same. */
export function tellErrors<Router extends AnyRouter>(
  onError: (error: CallError) => void,
): TRPCLink<Router> {
  return () =>
    ({ op, next }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error(error) {
            onError(callError(error));
            observer.error(error);
          },
        }),
      );
}
