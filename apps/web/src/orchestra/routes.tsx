import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { areaRoute, rootRoute } from '../kernel/root-route.tsx';
import { tableSearch } from '../kernel/tables/table-search.ts';
import { manifest } from './manifest.ts';
import { textSearch } from './text-search.ts';

const area = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orchestra',
  ...areaRoute(manifest),
});

/** Around the lists of the area. */
const frame = createRoute({
  getParentRoute: () => area,
  id: 'lists',
  component: lazyRouteComponent(() => import('./frame/orchestra-frame.tsx'), 'OrchestraFrame'),
});

const suites = createRoute({
  getParentRoute: () => frame,
  path: '/',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./suites/suites-page.tsx'), 'SuitesPage'),
});

const processes = createRoute({
  getParentRoute: () => frame,
  path: 'processes',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./processes/processes-page.tsx'), 'ProcessesPage'),
});

const runs = createRoute({
  getParentRoute: () => frame,
  path: 'runs',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./runs/runs-page.tsx'), 'SuiteRunsPage'),
});

const environments = createRoute({
  getParentRoute: () => frame,
  path: 'environments',
  validateSearch: tableSearch,
  component: lazyRouteComponent(
    () => import('./environments/environments-page.tsx'),
    'EnvironmentsPage',
  ),
});

const process = createRoute({
  getParentRoute: () => area,
  path: 'processes/$processId',
  // As it is: the page reads it (`process-search.ts`).
  validateSearch: (search: Record<string, unknown>) => search,
  component: lazyRouteComponent(() => import('./process/process-page.tsx'), 'ProcessPage'),
});

const schedules = createRoute({
  getParentRoute: () => frame,
  path: 'schedules',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./schedules/schedules-page.tsx'), 'SchedulesPage'),
});

const workers = createRoute({
  getParentRoute: () => frame,
  path: 'workers',
  validateSearch: tableSearch,
  component: lazyRouteComponent(() => import('./workers/workers-page.tsx'), 'WorkersPage'),
});

const suite = createRoute({
  getParentRoute: () => area,
  path: 'suites/$suiteId',
  component: lazyRouteComponent(() => import('./suite/suite-page.tsx'), 'SuitePage'),
});

const editor = createRoute({
  getParentRoute: () => area,
  path: 'suites/$suiteId/edit',
  validateSearch: textSearch('scenario'),
  component: lazyRouteComponent(
    () => import('./editor/scenario-editor-page.tsx'),
    'ScenarioEditorPage',
  ),
});

const trends = createRoute({
  getParentRoute: () => area,
  path: 'suites/$suiteId/trends',
  validateSearch: textSearch('environment', 'runs'),
  component: lazyRouteComponent(() => import('./trends/trends-page.tsx'), 'TrendsPage'),
});

const compare = createRoute({
  getParentRoute: () => area,
  path: 'compare',
  validateSearch: textSearch('before', 'after', 'show'),
  component: lazyRouteComponent(() => import('./compare/compare-page.tsx'), 'CompareRunsPage'),
});

const run = createRoute({
  getParentRoute: () => area,
  path: 'runs/$suiteRunId',
  validateSearch: textSearch('test', 'view'),
  component: lazyRouteComponent(() => import('./run/suite-run-page.tsx'), 'SuiteRunPage'),
});

const lists = [suites, processes, runs, schedules, environments, workers] as const;

const pages = [frame.addChildren(lists), process, suite, editor, trends, compare, run] as const;

export const orchestraRoutes = area.addChildren(pages);
