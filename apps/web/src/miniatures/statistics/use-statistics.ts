import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../kernel/api.ts';

/** Statistics of one type, or of the whole collection; days begin where the user is. */
export function useStatistics(id?: string) {
  const trpc = useTRPC();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return useQuery({
    ...trpc.miniatures.statistics.queryOptions(id === undefined ? { timeZone } : { timeZone, id }),
    placeholderData: keepPreviousData,
    throwOnError: (_, { state }) => state.data === undefined,
  });
}
