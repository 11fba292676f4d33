import type { AreaChange, LiveDependencies } from '../../kernel/areas.ts';
import { typeCacheOf } from './type-cache.ts';

const gatherMs = 80;

/**
 * Brings what is shown up to date after changes: gathered over 80 ms, so that a burst costs one
 * round. Counts of known types are read by their ids and put into the lists, which may hold ten
 * thousand; only a change of the list itself (null) reads lists anew.
 */
export function createRefresher(dependencies: LiveDependencies): (change: AreaChange) => void {
  const { trpc, queryClient } = dependencies;
  const cache = typeCacheOf(dependencies);
  let gathered: Set<string> | null | undefined;
  const flush = () => {
    const ids = gathered;
    gathered = undefined;
    if (ids === undefined) return;
    if (ids === null) {
      void queryClient.invalidateQueries(trpc.miniatures.pathFilter());
      return;
    }
    void cache.refresh([...ids]).catch(() => {});
    void queryClient.invalidateQueries(trpc.miniatures.overview.queryFilter());
    void queryClient.invalidateQueries(trpc.miniatures.statistics.pathFilter());
    for (const id of ids) {
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => isHistoryOf(queryKey, id),
      });
    }
  };
  return (ids) => {
    if (gathered === undefined) setTimeout(flush, gatherMs);
    gathered = gathered === null || ids === null ? null : new Set([...(gathered ?? []), ...ids]);
  };
}

function isHistoryOf(queryKey: readonly unknown[], id: string): boolean {
  const [path, options] = queryKey;
  if (!Array.isArray(path) || !['history', 'rawHistory'].includes(path[1])) return false;
  const input = (options as { input?: { id?: string } } | undefined)?.input;
  return input?.id === id;
}
