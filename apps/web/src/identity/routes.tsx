import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { areaRoute, rootRoute } from '../kernel/root-route.tsx';
import { manifest } from './manifest.ts';

const area = createRoute({
  getParentRoute: () => rootRoute,
  path: '/house',
  ...areaRoute(manifest),
});

const people = createRoute({
  getParentRoute: () => area,
  path: 'people',
  component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
});

const models = createRoute({
  getParentRoute: () => area,
  path: 'models',
  component: lazyRouteComponent(() => import('./models/models-page.tsx'), 'ModelsPage'),
});

const audit = createRoute({
  getParentRoute: () => area,
  path: 'audit',
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
});

const profile = createRoute({
  getParentRoute: () => area,
  path: 'profile',
  component: lazyRouteComponent(() => import('./profile/profile-page.tsx'), 'ProfilePage'),
});

export const identityRoutes = area.addChildren([people, models, audit, profile]);
