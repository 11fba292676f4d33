import type { RootRouter } from '@atelier/api/root.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { LiveDependencies } from '../../kernel/areas.ts';
import { type CountsDelta, withDelta } from './counts-delta.ts';

type TypeList = inferRouterOutputs<RootRouter>['miniatures']['list'];

/**
 * The types that are shown, wherever the query cache holds them. A change of ours shows at once; the
 * server's answer takes its place when no other change of ours to that type is under way, so that
 * answers that overtake each other make no count jump back.
 */
export function createTypeCache({ client, trpc, queryClient }: LiveDependencies) {
  const pending = new Map<string, number>();
  const stale = new Set<string>();
  const reads = new Map<string, number>();
  const lists = trpc.miniatures.list.pathFilter();

  const patch = (id: string, change: (type: MiniatureType) => MiniatureType) => {
    queryClient.setQueryData(trpc.miniatures.get.queryKey({ id }), (type) => type && change(type));
    queryClient.setQueriesData<InfiniteData<TypeList>>(lists, (list) => {
      if (list === undefined) return list;
      const pages = list.pages.map((page) => {
        const place = page.items.findIndex((type) => type.id === id);
        const type = page.items[place];
        return type === undefined ? page : { ...page, items: page.items.with(place, change(type)) };
      });
      return { ...list, pages };
    });
  };
  /** Shows what the server has. */
  const show = (type: MiniatureType) => {
    reads.set(type.id, (reads.get(type.id) ?? 0) + 1);
    patch(type.id, () => type);
  };
  const isPending = (id: string) => (pending.get(id) ?? 0) > 0;

  /** Reads types anew and shows them, save those that we are changing ourselves at the moment. */
  const refresh = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) if (isPending(id)) stale.add(id);
    const free = ids.filter((id) => !isPending(id));
    for (let start = 0; start < free.length; start += 200) {
      const types = await client.miniatures.byIds.query({ ids: free.slice(start, start + 200) });
      for (const type of types) {
        if (isPending(type.id)) stale.add(type.id);
        else show(type);
      }
    }
  };

  return {
    refresh,
    /** How often a type was read by its id or answered; not with lists, which may be older than a command. */
    readsOf: (id: string): number => reads.get(id) ?? 0,
    find(id: string): MiniatureType | undefined {
      const single = queryClient.getQueryData(trpc.miniatures.get.queryKey({ id }));
      if (single !== undefined) return single;
      for (const [, list] of queryClient.getQueriesData<InfiniteData<TypeList>>(lists)) {
        for (const page of list?.pages ?? []) {
          const type = page.items.find((one) => one.id === id);
          if (type !== undefined) return type;
        }
      }
      return undefined;
    },
    /** Types as the server answered them; all lists are read anew, for they are in others by now. */
    replace(types: readonly MiniatureType[]): void {
      for (const type of types) {
        const queryKey = trpc.miniatures.get.queryKey({ id: type.id });
        queryClient.setQueryData(queryKey, (known) => known && type);
        reads.set(type.id, (reads.get(type.id) ?? 0) + 1);
      }
      void queryClient.invalidateQueries(trpc.miniatures.pathFilter());
    },
    /** A change of ours begins: shows it. */
    begin(id: string, delta: CountsDelta): void {
      if (isPending(id)) stale.add(id);
      pending.set(id, (pending.get(id) ?? 0) + 1);
      patch(id, (type) => ({ ...type, counts: withDelta(type.counts, delta) }));
      queryClient.setQueryData(
        trpc.miniatures.overview.queryKey(),
        (overview) => overview && { ...overview, counts: withDelta(overview.counts, delta) },
      );
    },
    /** It ended, with the server's answer or without one. */
    async end(id: string, answer: MiniatureType | undefined): Promise<void> {
      pending.set(id, (pending.get(id) ?? 1) - 1);
      if (isPending(id)) {
        stale.add(id);
        return;
      }
      pending.delete(id);
      const isStale = stale.delete(id) || answer === undefined;
      if (answer !== undefined) show(answer);
      if (isStale) await refresh([id]).catch(() => {});
      if (answer === undefined) {
        await queryClient.invalidateQueries(trpc.miniatures.overview.queryFilter());
      }
    },
  };
}

export type TypeCache = ReturnType<typeof createTypeCache>;

const caches = new WeakMap<QueryClient, TypeCache>();

/** The one cache of a query client: our own changes and other people's meet in it. */
export function typeCacheOf(dependencies: LiveDependencies): TypeCache {
  const known = caches.get(dependencies.queryClient);
  if (known !== undefined) return known;
  const cache = createTypeCache(dependencies);
  caches.set(dependencies.queryClient, cache);
  return cache;
}
