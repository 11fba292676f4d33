import { useRouterState } from '@tanstack/react-router';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { type AreaLoader, areaAt } from './area-loader.ts';
import type { Area } from './areas.ts';

export const Areas = createContext<AreaLoader | null>(null);

export function useAreas(): AreaLoader {
  const areas = useContext(Areas);
  if (areas === null) throw new TypeError('There is no Areas above.');
  return areas;
}

/** The areas that were fetched so far, by their ids. */
export function useLoadedAreas(): ReadonlyMap<string, Area> {
  const { subscribe, loaded } = useAreas();
  return useSyncExternalStore(subscribe, loaded);
}

/** The area whose page is shown; undefined on none, and before it is there. */
export function useOpenArea(): Area | undefined {
  const { manifests } = useAreas();
  const loaded = useLoadedAreas();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return loaded.get(areaAt(manifests, path)?.id ?? '');
}
