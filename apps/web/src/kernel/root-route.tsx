import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import type { AreaLoader } from './area-loader.ts';
import type { Area, AreaManifest } from './areas.ts';
import { AppFrame } from './frame/app-frame.tsx';
import { useLoadedAreas } from './use-areas.ts';

/** What routes work with. */
export interface RouteContext {
  readonly areas: AreaLoader;
}

/** The parent of every area's routes. */
export const rootRoute = createRootRouteWithContext<RouteContext>()({ component: AppFrame });

/**
 * What the route above an area's pages needs besides its address. The area's code and words are fetched
 * beside the code of the page, not before it; pointing at a link fetches them too.
 */
export function areaRoute(manifest: AreaManifest) {
  return {
    loader: async ({ context }: { readonly context: RouteContext }) => {
      await context.areas.open(manifest);
    },
    component: () => <AreaOutlet id={manifest.id} />,
  };
}

function AreaOutlet({ id }: { readonly id: string }) {
  const area = useLoadedAreas().get(id);
  if (area === undefined) return null;
  return (
    <area.Provider>
      <AreaKeys area={area} />
      <Outlet />
    </area.Provider>
  );
}

function AreaKeys({ area }: { readonly area: Area }) {
  area.useKeys();
  return null;
}
