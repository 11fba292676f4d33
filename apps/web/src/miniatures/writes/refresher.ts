import type { Query, QueryKey } from '@tanstack/react-query';
import type { AreaChange, LiveDependencies } from '../../kernel/areas.ts';
import { commandsOf } from '../../kernel/commands/commands.tsx';
import { gathered } from '../../kernel/commands/gather-live-changes.ts';
import { throttle } from '../../kernel/live/throttle.ts';
import { overviewId, typeRows } from './type-rows.ts';

/** Statistics read the whole history, and what waits is read over all types. */
const sumsPauseMs = 5000;

/**
 * Brings what is shown up to date after changes. Counts of known types are read by their ids and put into
 * the lists, which may hold ten thousand types; lists are read again only when the list itself changed
 * (null). Statistics and the start page follow at once, and then every five seconds while changes go on.
 */
export function createRefresher(dependencies: LiveDependencies): (change: AreaChange) => void {
  const { trpc, queryClient } = dependencies;
  const commands = commandsOf('miniatures', dependencies, typeRows(dependencies));
  const refreshSums = throttle(
    () => queryClient.invalidateQueries({ predicate: isSum }),
    sumsPauseMs,
  );
  const refresh = gathered((ids) => {
    refreshSums();
    if (ids === null) {
      const predicate = (query: Query) => !isSum(query);
      void queryClient.invalidateQueries({ ...trpc.miniatures.pathFilter(), predicate });
      return;
    }
    commands.refresh([...ids, overviewId]).catch(() => {});
    for (const id of ids) {
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => isHistoryOf(queryKey, id),
      });
    }
  });
  return ({ ids }) => refresh(ids);
}

function isSum({ queryKey }: Query): boolean {
  return isOf(queryKey, ['statistics', 'waiting']);
}

function isHistoryOf(queryKey: QueryKey, id: string): boolean {
  if (!isOf(queryKey, ['history', 'rawHistory'])) return false;
  const input = (queryKey[1] as { input?: { id?: string } } | undefined)?.input;
  return input?.id === id;
}

/** Whether it is the key of one of the area's procedures: `[['miniatures', 'history'], …]`. */
function isOf([path]: QueryKey, procedures: readonly string[]): boolean {
  return Array.isArray(path) && path[0] === 'miniatures' && procedures.includes(path[1]);
}
