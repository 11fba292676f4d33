import type { Query, QueryKey } from '@tanstack/react-query';
import type { AreaChange, LiveDependencies } from '../../kernel/areas.ts';
import { throttle } from '../../kernel/live/throttle.ts';
import { typeCacheOf } from './type-cache.ts';

const gatherMs = 80;
/** Statistics read the whole history. */
const statisticsPauseMs = 5000;

/**
 * Brings what is shown up to date after changes: gathered over 80 ms, so that a burst costs one
 * round. Counts of known types are read by their ids and put into the lists, which may hold ten
 * thousand; only a change of the list itself (null) reads lists anew. Statistics follow at once, and
 * then every five seconds while changes go on.
 */
export function createRefresher(dependencies: LiveDependencies): (change: AreaChange) => void {
  const { trpc, queryClient } = dependencies;
  const cache = typeCacheOf(dependencies);
  const refreshStatistics = throttle(
    () => queryClient.invalidateQueries(trpc.miniatures.statistics.pathFilter()),
    statisticsPauseMs,
  );
  let gathered: Set<string> | null | undefined;
  const flush = () => {
    const ids = gathered;
    gathered = undefined;
    if (ids === undefined) return;
    refreshStatistics();
    if (ids === null) {
      const predicate = ({ queryKey }: Query) => !isOf(queryKey, ['statistics']);
      void queryClient.invalidateQueries({ ...trpc.miniatures.pathFilter(), predicate });
      return;
    }
    void cache.refresh([...ids]).catch(() => {});
    void queryClient.invalidateQueries(trpc.miniatures.overview.queryFilter());
    for (const id of ids) {
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => isHistoryOf(queryKey, id),
      });
    }
  };
  return ({ ids }) => {
    if (gathered === undefined) setTimeout(flush, gatherMs);
    gathered = gathered === null || ids === null ? null : new Set([...(gathered ?? []), ...ids]);
  };
}

function isHistoryOf(queryKey: QueryKey, id: string): boolean {
  if (!isOf(queryKey, ['history', 'rawHistory'])) return false;
  const input = (queryKey[1] as { input?: { id?: string } } | undefined)?.input;
  return input?.id === id;
}

/** Whether it is the key of one of the area's procedures: `[['miniatures', 'history'], …]`. */
function isOf([path]: QueryKey, procedures: readonly string[]): boolean {
  return Array.isArray(path) && procedures.includes(path[1]);
}
