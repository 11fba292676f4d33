import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { areaRoute, rootRoute } from '../kernel/root-route.tsx';
import { tableSearch } from '../kernel/tables/table-search.ts';
import { runSearch } from './execution/run-search.ts';
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

const run = createRoute({
  getParentRoute: () => area,
  path: 'runs/$runId',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('./execution/run-page.tsx'), 'RunPage'),
});

const matrix = createRoute({
  getParentRoute: () => area,
  path: 'matrices/$matrixId',
  component: lazyRouteComponent(() => import('./matrix/matrix-page.tsx'), 'MatrixPage'),
});

const matrices = createRoute({
  getParentRoute: () => project,
  path: 'matrices',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./matrix/matrices-page.tsx'), 'MatricesPage'),
});

const templates = createRoute({
  getParentRoute: () => project,
  path: 'templates',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./templates/templates-page.tsx'), 'TemplatesPage'),
});

const assets = createRoute({
  getParentRoute: () => project,
  path: 'assets',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./assets/assets-page.tsx'), 'AssetsPage'),
});

const reasons = createRoute({
  getParentRoute: () => project,
  path: 'reasons',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./reasons/reasons-page.tsx'), 'ReasonsPage'),
});

const settings = createRoute({
  getParentRoute: () => project,
  path: 'settings',
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
});

const pagesOfProject = [runs, matrices, templates, assets, reasons, settings] as const;

export const runsRoutes = area.addChildren([
  overview,
  project.addChildren(pagesOfProject),
  run,
  matrix,
]);
