import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { areaRoute, rootRoute } from '../kernel/root-route.tsx';
import { tableSearch } from '../kernel/tables/table-search.ts';
import { manifest } from './manifest.ts';

const area = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs',
  ...areaRoute(manifest),
});

const overview = createRoute({
  getParentRoute: () => area,
  path: '/',
  component: lazyRouteComponent(() => import('./overview/overview-page.tsx'), 'OverviewPage'),
});

/** Around the pages of one project. */
const project = createRoute({
  getParentRoute: () => area,
  path: 'projects/$projectId',
  component: lazyRouteComponent(() => import('./project/project-frame.tsx'), 'ProjectFrame'),
});

const runs = createRoute({
  getParentRoute: () => project,
  path: '/',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./project/runs-page.tsx'), 'RunsPage'),
});

const reports = createRoute({
  getParentRoute: () => project,
  path: 'reports',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./reports/reports-page.tsx'), 'ReportsPage'),
});

const compare = createRoute({
  getParentRoute: () => area,
  path: 'compare',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./compare/compare-page.tsx'), 'ComparePage'),
});

export const runsRoutes = area.addChildren([
  overview,
  compare,
  project.addChildren([runs, reports]),
]);
