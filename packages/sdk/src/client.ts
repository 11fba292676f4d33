import type { RootRouter } from '@atelier/api/root.ts';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import type { CallError } from './errors.ts';
import { keyMutations, repeatUnanswered } from './keyed-mutations.ts';
import { lateSubscriptions } from './late-subscriptions.ts';
import { tellErrors } from './tell-errors.ts';

export interface ClientOptions {
  /** Where the server is, without a path: `http://127.0.0.1:4400`. Empty for the page's own origin. */
  readonly baseUrl: string;
  /** An API token of the user for whom it calls; a browser has its cookies instead. */
  readonly token?: string;
  /** Is told of each refusal, and of each call without an answer. */
  readonly onError?: (error: CallError) => void;
}

export type AtelierClient = TRPCClient<RootRouter>;

/**
 * The typed client. Queries made at the same time are sent in one request, by POST like mutations: no input
 * is too long for it, and none appears in a proxy's log. Each mutation is a request of its own with an
 * idempotency key, and is repeated under that key while no answer comes, so that it is done once; a caller
 * who wants to keep repeating it after that passes a key (`keyed` in `idempotency-key.ts`). Subscriptions
 * use SSE, by code that is fetched with the first one.
 */
export function createClient({ baseUrl, token, onError }: ClientOptions): AtelierClient {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const url = `${baseUrl}/api/trpc`;
  return createTRPCClient<RootRouter>({
    links: [
      ...(onError ? [tellErrors<RootRouter>(onError)] : []),
      keyMutations(),
      repeatUnanswered(),
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: lateSubscriptions(url),
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
