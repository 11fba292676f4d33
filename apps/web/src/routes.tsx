import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { areas } from './areas.ts';
import { ErrorPage } from './kernel/errors/error-page.tsx';
import { NotFoundPage } from './kernel/errors/not-found-page.tsx';
import { AppFrame } from './kernel/frame/app-frame.tsx';
import { CollectionPage } from './miniatures/collection/collection-page.tsx';
import { readCollectionSearch } from './miniatures/collection/collection-search.ts';

const root = createRootRoute({ component: () => <AppFrame areas={areas} /> });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/miniatures', replace: true });
  },
});

const collection = createRoute({
  getParentRoute: () => root,
  path: '/miniatures',
  validateSearch: readCollectionSearch,
  component: CollectionPage,
});

const statistics = createRoute({
  getParentRoute: () => root,
  path: '/miniatures/statistics',
  component: lazyRouteComponent(
    () => import('./miniatures/statistics/statistics-page.tsx'),
    'StatisticsPage',
  ),
});

const exchange = createRoute({
  getParentRoute: () => root,
  path: '/miniatures/exchange',
  component: lazyRouteComponent(
    () => import('./miniatures/exchange/exchange-page.tsx'),
    'ExchangePage',
  ),
});

const type = createRoute({
  getParentRoute: () => root,
  path: '/miniatures/$typeId',
  component: lazyRouteComponent(() => import('./miniatures/type/type-page.tsx'), 'TypePage'),
});

const database = createRoute({
  getParentRoute: () => root,
  path: '/database',
  component: lazyRouteComponent(() => import('./lifecycle/database-page.tsx'), 'DatabasePage'),
});

/** Every address of the app. */
export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([home, collection, statistics, exchange, type, database]),
    defaultPreload: 'intent',
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
