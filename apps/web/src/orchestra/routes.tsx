import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { areaRoute, rootRoute } from '../kernel/root-route.tsx';
import { tableSearch } from '../kernel/tables/table-search.ts';
import { manifest } from './manifest.ts';
import { processesSearch, processSearch } from './process/process-search.ts';
import { runSearch } from './run/run-search.ts';

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
  validateSearch: processesSearch,
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
  validateSearch: processSearch,
  component: lazyRouteComponent(() => import('./process/process-page.tsx'), 'ProcessPage'),
});

const suite = createRoute({
  getParentRoute: () => area,
  path: 'suites/$suiteId',
  component: lazyRouteComponent(() => import('./suite/suite-page.tsx'), 'SuitePage'),
});

const run = createRoute({
  getParentRoute: () => area,
  path: 'runs/$suiteRunId',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('./run/suite-run-page.tsx'), 'SuiteRunPage'),
});

const lists = [suites, processes, runs, environments] as const;

export const orchestraRoutes = area.addChildren([frame.addChildren(lists), process, suite, run]);
