import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { areaRoute, rootRoute } from '../kernel/root-route.tsx';
import { manifest } from './manifest.ts';

const area = createRoute({
  getParentRoute: () => rootRoute,
  path: '/database',
  ...areaRoute(manifest),
});

const database = createRoute({
  getParentRoute: () => area,
  path: '/',
  component: lazyRouteComponent(() => import('./database-page.tsx'), 'DatabasePage'),
});

export const lifecycleRoutes = area.addChildren([database]);
