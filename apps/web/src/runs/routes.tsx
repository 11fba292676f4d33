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

const library = createRoute({
  getParentRoute: () => project,
  path: 'library',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./library/library-page.tsx'), 'LibraryPage'),
});

const newCase = createRoute({
  getParentRoute: () => project,
  path: 'new-case',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./case-editor/new-case-page.tsx'), 'NewCasePage'),
});

const testCase = createRoute({
  getParentRoute: () => project,
  path: 'cases/$caseId',
  component: lazyRouteComponent(() => import('./case/case-page.tsx'), 'CasePage'),
});

const editCase = createRoute({
  getParentRoute: () => project,
  path: 'cases/$caseId/edit',
  component: lazyRouteComponent(() => import('./case-editor/edit-case-page.tsx'), 'EditCasePage'),
});

const sharedSteps = createRoute({
  getParentRoute: () => project,
  path: 'shared-steps',
  component: lazyRouteComponent(
    () => import('./shared-steps/shared-steps-page.tsx'),
    'SharedStepsPage',
  ),
});

const search = createRoute({
  getParentRoute: () => project,
  path: 'search',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./search/search-page.tsx'), 'SearchPage'),
});

const transfer = createRoute({
  getParentRoute: () => project,
  path: 'transfer',
  component: lazyRouteComponent(() => import('./transfer/transfer-page.tsx'), 'TransferPage'),
});

const libraryPages = [library, transfer, newCase, testCase, editCase, sharedSteps, search] as const;

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

const pagesOfProject = [
  runs,
  ...libraryPages,
  matrices,
  templates,
  assets,
  reasons,
  settings,
  reports,
] as const;

export const runsRoutes = area.addChildren([
  overview,
  project.addChildren(pagesOfProject),
  run,
  matrix,
  compare,
]);
