import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { areaRoute, rootRoute } from '../kernel/root-route.tsx';
import { readCollectionSearch } from './collection/collection-search.ts';
import { manifest } from './manifest.ts';

const area = createRoute({
  getParentRoute: () => rootRoute,
  path: '/miniatures',
  ...areaRoute(manifest),
});

const collection = createRoute({
  getParentRoute: () => area,
  path: '/',
  validateSearch: readCollectionSearch,
  component: lazyRouteComponent(() => import('./collection/collection-page.tsx'), 'CollectionPage'),
});

const statistics = createRoute({
  getParentRoute: () => area,
  path: 'statistics',
  component: lazyRouteComponent(() => import('./statistics/statistics-page.tsx'), 'StatisticsPage'),
});

const exchange = createRoute({
  getParentRoute: () => area,
  path: 'exchange',
  component: lazyRouteComponent(() => import('./exchange/exchange-page.tsx'), 'ExchangePage'),
});

const type = createRoute({
  getParentRoute: () => area,
  path: '$typeId',
  component: lazyRouteComponent(() => import('./type/type-page.tsx'), 'TypePage'),
});

export const miniaturesRoutes = area.addChildren([collection, statistics, exchange, type]);
