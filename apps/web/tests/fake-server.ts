import type { RootRouter } from '@atelier/api/root.ts';
import { keyMutations } from '@atelier/sdk/keyed-mutations.ts';
import { onlineManager, QueryClient } from '@tanstack/react-query';
import { createTRPCClient, TRPCClientError } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';

export interface Sent {
  readonly path: string;
  readonly input: unknown;
  readonly key: unknown;
}

/** A client whose server is a function: what it was told, and what it says instead of an answer. */
export function createFakeServer(answerTo: (path: string, input: unknown) => unknown) {
  const server = {
    /** Mutations, in the order in which they came. */
    sent: [] as Sent[],
    /** The code with which it refuses everything; `ERR_OFFLINE` where it is away. */
    failure: undefined as string | undefined,
    /** Whether only mutations fail. */
    canBeRead: false,
  };
  const client = createTRPCClient<RootRouter>({
    links: [
      keyMutations(),
      () =>
        ({ op }) =>
          observable((answer) => {
            const { type, path, input, context } = op;
            if (type === 'mutation') server.sent.push({ path, input, key: context.idempotencyKey });
            const fails = server.failure !== undefined && !(server.canBeRead && type === 'query');
            if (fails) return answer.error(failureOf(server.failure));
            answer.next({ result: { data: answerTo(path, input) } });
            answer.complete();
          }),
    ],
  });
  const queryClient = new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', retry: false } },
  });
  const trpc = createTRPCOptionsProxy<RootRouter>({ client, queryClient });
  onlineManager.setOnline(true);
  sessionStorage.clear();
  queryClient.mount();
  return { server, client, queryClient, trpc };
}

function failureOf(code: string | undefined): TRPCClientError<RootRouter> {
  if (code === 'ERR_OFFLINE') return TRPCClientError.from(new Error('Failed to fetch'));
  return TRPCClientError.from({ error: { code: -32600, message: '', data: { code } } });
}
