import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { areaRoute, rootRoute } from '../kernel/root-route.tsx';
import { catalogueSearch, trackSearch } from './addresses.ts';
import { manifest } from './manifest.ts';

const area = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tracks',
  ...areaRoute(manifest),
});

const catalogue = createRoute({
  getParentRoute: () => area,
  path: '/',
  validateSearch: catalogueSearch,
  component: lazyRouteComponent(() => import('./catalogue/catalogue-page.tsx'), 'CataloguePage'),
});

const track = createRoute({
  getParentRoute: () => area,
  path: '$slug',
  validateSearch: trackSearch,
  component: lazyRouteComponent(() => import('./track/track-page.tsx'), 'TrackPage'),
});

export const tracksRoutes = area.addChildren([catalogue, track]);
