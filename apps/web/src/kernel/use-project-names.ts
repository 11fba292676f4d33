import { useQuery } from '@tanstack/react-query';
import { useTRPCClient } from './api.ts';
import type { Area } from './areas.ts';
import { useAreas } from './use-areas.ts';

const none: ReadonlyMap<string, string> = new Map();

/**
 * The names of projects by their ids, of every area that has some; none until they are known.
 *
 * @param isNeeded false where nothing has to be fetched for it
 */
export function useProjectNames(isNeeded: boolean): ReadonlyMap<string, string> {
  const areas = useAreas();
  const client = useTRPCClient();
  const { data } = useQuery({
    queryKey: ['project names'],
    enabled: isNeeded,
    async queryFn() {
      await areas.openAll();
      const named = [...areas.loaded().values()].map(({ projectNames }: Area) => projectNames);
      // Whoever may see no projects of an area sees the others.
      const names = await Promise.allSettled(named.map((read) => read?.(client)));
      return new Map(
        names.flatMap((one) => (one.status === 'fulfilled' ? [...(one.value ?? [])] : [])),
      );
    },
  });
  return data ?? none;
}
