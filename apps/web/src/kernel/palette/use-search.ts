import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Area, Command, CommandTools } from '../areas.ts';

const pauseMs = 120;

/**
 * What the loaded areas find for the words typed; it is asked for again each time, since it is not kept up
 * to date. This is the place for one procedure that looks through all areas at once.
 */
export function useSearch(
  areas: ReadonlyMap<string, Area>,
  query: string,
  tools: CommandTools,
): readonly Command[] {
  const [words] = useDebouncedValue(query.trim(), pauseMs);
  const { data = [] } = useQuery({
    queryKey: ['search', words, tools.language, [...areas.keys()]],
    queryFn: async () => {
      const found = await Promise.allSettled(
        [...areas.values()].map((area) => area.search?.(words, tools) ?? []),
      );
      return found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    },
    enabled: words !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  return query.trim() === '' ? [] : data;
}
