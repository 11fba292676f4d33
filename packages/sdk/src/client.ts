import type { RootRouter } from '@atelier/api/root.ts';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import { keyMutations, repeatUnanswered } from './keyed-mutations.ts';

export interface ClientOptions {
  /** Where the server is, without a path: `http://127.0.0.1:4400`. Empty for the page's own origin. */
  readonly baseUrl: string;
}

export type AtelierClient = TRPCClient<RootRouter>;

/**
 * The typed client. Queries made at the same time are sent in one request, by POST like mutations: no input
 * is too long for it, and none appears in a proxy's log. Each mutation is a request of its own with an
 * idempotency key, and is repeated under that key while no answer comes, so that it is done once; a caller
 * who wants to keep repeating it after that passes a key (`keyed` in `idempotency-key.ts`). Subscriptions
 * use SSE.
 */
export function createClient({ baseUrl }: ClientOptions): AtelierClient {
  const url = `${baseUrl}/api/trpc`;
  return createTRPCClient<RootRouter>({
    links: [
      keyMutations(),
      repeatUnanswered(),
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: splitLink({
          condition: ({ type }) => type === 'mutation',
          true: httpLink({
            url,
            methodOverride: 'POST',
            headers: ({ op }) => ({ 'idempotency-key': String(op.context.idempotencyKey) }),
          }),
          false: httpBatchLink({ url, methodOverride: 'POST', maxItems: 50 }),
        }),
      }),
    ],
  });
}
