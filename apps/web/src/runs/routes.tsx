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

const proof = createRoute({
  getParentRoute: () => project,
  path: 'proof/$runId',
  component: lazyRouteComponent(() => import('./proof/proof-page.tsx'), 'ProofPage'),
});

export const runsRoutes = area.addChildren([overview, project.addChildren([runs, proof])]);
