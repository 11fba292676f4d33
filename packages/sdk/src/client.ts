import type { RootRouter } from '@atelier/api/root.ts';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  type Operation,
  splitLink,
  type TRPCClient,
} from '@trpc/client';

export interface ClientOptions {
  /** Where the server is, without a path: `http://127.0.0.1:4400`. Empty for the page's own origin. */
  readonly baseUrl: string;
}

export type AtelierClient = TRPCClient<RootRouter>;

/**
 * The typed client: calls made at the same time travel in one request, but for those with an
 * idempotency key (`idempotency-key.ts`), which is a request's; subscriptions over SSE. Queries go by
 * POST like all else: no input is too long for it, and none is kept in a proxy's log.
 */
export function createClient({ baseUrl }: ClientOptions): AtelierClient {
  const url = `${baseUrl}/api/trpc`;
  return createTRPCClient<RootRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: splitLink({
          condition: (operation) => keyOf(operation) !== undefined,
          true: httpLink({
            url,
            methodOverride: 'POST',
            headers: ({ op }) => ({ 'idempotency-key': keyOf(op) }),
          }),
          false: httpBatchLink({ url, methodOverride: 'POST', maxItems: 50 }),
        }),
      }),
    ],
  });
}

function keyOf({ context }: Pick<Operation, 'context'>): string | undefined {
  const { idempotencyKey } = context;
  return typeof idempotencyKey === 'string' ? idempotencyKey : undefined;
}
