import type { RootRouter } from '@atelier/api/root.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { QueryClient } from '@tanstack/react-query';
import { createTRPCClient, TRPCClientError } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { beforeEach, expect, it } from 'vitest';
import { createTypeCache, type TypeCache } from './type-cache.ts';

const inBox = (count: number): MiniatureType => ({
  id: 'a',
  name: 'Plague Marines',
  counts: { IN_BOX: count, BUILDING: 0, PRIMING: 0, PAINTING: 0, DONE: 0 },
  createdAt: '2026-11-21T12:00:00.000Z',
  archivedAt: null,
});
const one = { from: 'IN_BOX', to: 'BUILDING', quantity: 1 } as const;

/** What the server has, and whether it can be read. */
let onServer: MiniatureType;
let readable: boolean;
let cache: TypeCache;

beforeEach(() => {
  onServer = inBox(9);
  readable = true;
  const client = createTRPCClient<RootRouter>({
    links: [
      () => () =>
        observable((answer) => {
          if (!readable) return answer.error(TRPCClientError.from(new Error('Failed to fetch')));
          answer.next({ result: { data: [onServer] } });
          answer.complete();
        }),
    ],
  });
  const queryClient = new QueryClient();
  const trpc = createTRPCOptionsProxy<RootRouter>({ client, queryClient });
  queryClient.setQueryData(trpc.miniatures.get.queryKey({ id: 'a' }), onServer);
  cache = createTypeCache({ client, trpc, queryClient });
});

const shown = () => cache.find('a')?.counts.IN_BOX;

it('shows a change before it is answered, and then the answer', async () => {
  cache.begin('a', one);
  expect(shown()).toBe(8);
  await cache.end('a', inBox(5));
  expect(shown()).toBe(5);
});

it('an answer that is overtaken by a later change of ours is not shown', async () => {
  cache.begin('a', one);
  cache.begin('a', one);
  await cache.end('a', inBox(8));
  expect(shown()).toBe(7);
  onServer = inBox(7);
  await cache.end('a', inBox(7));
  expect(shown()).toBe(7);
});

it('what others change meanwhile is read when ours is answered', async () => {
  cache.begin('a', one);
  onServer = inBox(3);
  await cache.refresh(['a']);
  expect(shown()).toBe(8);
  await cache.end('a', inBox(8));
  expect(shown()).toBe(3);
});

it('the answer stands when what others changed cannot be read', async () => {
  cache.begin('a', one);
  readable = false;
  await cache.refresh(['a']);
  await cache.end('a', inBox(9));
  expect(shown()).toBe(9);
});

it('a change without an answer gives way to what the server has', async () => {
  cache.begin('a', one);
  await cache.end('a', undefined);
  expect(shown()).toBe(9);
});

it('counts what was read by its id or answered', async () => {
  await cache.refresh(['a']);
  expect(cache.readsOf('a')).toBe(1);
  cache.begin('a', one);
  await cache.end('a', inBox(8));
  expect(cache.readsOf('a')).toBe(2);
  readable = false;
  await cache.refresh(['a']).catch(() => {});
  expect(cache.readsOf('a')).toBe(2);
});
