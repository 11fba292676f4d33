import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { identityRoutes } from './identity/routes.tsx';
import { ErrorPage } from './kernel/errors/error-page.tsx';
import { NotFoundPage } from './kernel/errors/not-found-page.tsx';
import { type RouteContext, rootRoute } from './kernel/root-route.tsx';
import { lifecycleRoutes } from './lifecycle/routes.tsx';
import { miniaturesRoutes } from './miniatures/routes.tsx';
import { orchestraRoutes } from './orchestra/routes.tsx';
import { runsRoutes } from './runs/routes.tsx';
import { tracksRoutes } from './tracks/routes.tsx';

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  loader: async ({ context: { areas } }) =>
    (await import('./kernel/home/entrance.ts')).enter(areas.manifests),
  component: lazyRouteComponent(() => import('./kernel/home/home-page.tsx'), 'HomePage'),
});

/** Every address of the app. */
export function createAppRouter(context: RouteContext) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      home,
      miniaturesRoutes,
      runsRoutes,
      orchestraRoutes,
      tracksRoutes,
      identityRoutes,
      lifecycleRoutes,
    ]),
    context,
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
