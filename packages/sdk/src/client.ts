import type { RootRouter } from '@atelier/api/root.ts';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
  type TRPCLink,
} from '@trpc/client';
import type { CallError } from './errors.ts';
import { keyMutations, repeatUnanswered } from './keyed-mutations.ts';
import { tellErrors } from './tell-errors.ts';

export interface ClientOptions {
  /** Where the server is, without a path: `http://127.0.0.1:4400`. Empty for the page's own origin. */
  readonly baseUrl: string;
  /** Is told of each refusal, and of each call without an answer. */
  readonly onError?: ((error: CallError) => void) | undefined;
}

export type AtelierClient = TRPCClient<RootRouter>;

/**
 * The typed client of a page, whose cookies say who calls; programs with a token have `createProgramClient`.
 * Queries made at the same time are sent in one request, by POST like mutations: no input is too long for it,
 * and none appears in a proxy's log. Each mutation is a request of its own with an idempotency key, and is
 * repeated under that key while no answer comes, so that it is done once; a caller who wants to keep repeating it
 * after that passes a key (`keyed` in `idempotency-key.ts`). Subscriptions use SSE.
 */
export function createClient({ baseUrl, onError }: ClientOptions): AtelierClient {
  const url = urlBelow(baseUrl);
  return clientOver({ url, headers: {}, onError, subscriptions: httpSubscriptionLink({ url }) });
}

/** Where procedures are called. */
export function urlBelow(baseUrl: string): string {
  return `${baseUrl}/api/trpc`;
}

interface Transport extends Pick<ClientOptions, 'onError'> {
  readonly url: string;
  /** What every call says besides. */
  readonly headers: Readonly<Record<string, string>>;
  readonly subscriptions: TRPCLink<RootRouter>;
}

/** The same for whichever way of saying who calls. */
export function clientOver({ url, headers, subscriptions, onError }: Transport): AtelierClient {
  return createTRPCClient<RootRouter>({
    links: [
      keyMutations(),
      ...(onError ? [tellErrors<RootRouter>(onError)] : []),
      repeatUnanswered(),
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: subscriptions,
        false: splitLink({
          condition: ({ type }) => type === 'mutation',
          true: httpLink({
            url,
            methodOverride: 'POST',
            headers: ({ op }) => ({
              ...headers,
              'idempotency-key': String(op.context.idempotencyKey),
            }),
          }),
          false: httpBatchLink({ url, headers, methodOverride: 'POST', maxItems: 50 }),
        }),
      }),
    ],
  });
}
