import type { RootRouter } from '@atelier/api/root.ts';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  splitLink,
  type TRPCClient,
  type TRPCLink,
} from '@trpc/client';
import { keyMutations, repeatUnanswered } from './keyed-mutations.ts';
import { lateSubscriptions } from './late-subscriptions.ts';
import { type OnError, tellErrors } from './tell-errors.ts';

export interface ClientOptions {
  /** Where the server is, without a path: `http://127.0.0.1:4400`. Empty for the page's own origin. */
  readonly baseUrl: string;
  /** Is told of each refusal, and of each call without an answer. */
  readonly onError?: OnError | undefined;
  /** What calls say besides, and by what subscriptions are made that say it too: `createProgramClient` knows. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly subscriptions?: TRPCLink<RootRouter>;
}

export type AtelierClient = TRPCClient<RootRouter>;

/**
 * The typed client of a page, whose cookies say who calls; programs with a token have `createProgramClient`.
 * Queries made at the same time are sent in one request, by POST like mutations: no input is too long for it,
 * and none appears in a proxy's log. Each mutation is a request of its own with an idempotency key, and is
 * repeated under that key while no answer comes, so that it is done once; a caller who wants to keep repeating it
 * after that passes a key (`keyed` in `idempotency-key.ts`). Subscriptions use SSE, by code that is fetched with
 * the first one.
 */
export function createClient({
  baseUrl,
  onError,
  headers = {},
  subscriptions,
}: ClientOptions): AtelierClient {
  const url = `${baseUrl}/api/trpc`;
  return createTRPCClient<RootRouter>({
    links: [
      keyMutations(),
      tellErrors(onError),
      repeatUnanswered(),
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: subscriptions ?? lateSubscriptions(url),
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
