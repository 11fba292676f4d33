import type { RootRouter } from '@atelier/api/root.ts';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { createTRPCClient } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRefresher } from './refresher.ts';

let asked: string[];
let change: ReturnType<typeof createRefresher>;
let queryClient: QueryClient;

beforeEach(async () => {
  vi.useFakeTimers();
  asked = [];
  const client = createTRPCClient<RootRouter>({
    links: [
      () =>
        ({ op }) =>
          observable((answer) => {
            asked.push(op.path);
            answer.next({ result: { data: [] } });
            answer.complete();
          }),
    ],
  });
  queryClient = new QueryClient();
  const trpc = createTRPCOptionsProxy<RootRouter>({ client, queryClient });
  new QueryObserver(queryClient, trpc.miniatures.statistics.queryOptions({})).subscribe(() => {});
  new QueryObserver(queryClient, trpc.miniatures.overview.queryOptions()).subscribe(() => {});
  new QueryObserver(queryClient, trpc.miniatures.waiting.queryOptions()).subscribe(() => {});
  await vi.advanceTimersByTimeAsync(0);
  change = createRefresher({ client, trpc, queryClient });
  asked = [];
});
afterEach(() => {
  queryClient.clear();
  vi.useRealTimers();
});

const times = (path: string) => asked.filter((one) => one === path).length;

it.each([
  ['rows', ['a']],
  ['the list', null],
])(
  'reads statistics and what waits every five seconds at the most while %s change',
  async (_what, ids) => {
    for (let tenth = 0; tenth < 100; tenth += 1) {
      change({ entity: 'type', ids });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(times('miniatures.overview')).toBeGreaterThan(20);
    expect(times('miniatures.statistics')).toBe(2);
    expect(times('miniatures.waiting')).toBe(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(times('miniatures.statistics')).toBe(3);
    expect(times('miniatures.waiting')).toBe(3);
  },
);
