import {
  createBrowserHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Language } from '../src/kernel/i18n/language.ts';
import { renderInLanguage } from './render-in-language.tsx';

/**
 * Renders a page at `/` of a router of its own, with another at `/other`; gives the router, whose address
 * tells what the page keeps there.
 */
export async function renderPage(language: Language, page: ReactNode, search = '') {
  const root = createRootRoute({ component: Outlet });
  const routes = [
    createRoute({ getParentRoute: () => root, path: '/', component: () => page }),
    createRoute({ getParentRoute: () => root, path: '/other', component: () => <h1>other</h1> }),
    createRoute({ getParentRoute: () => root, path: '/row/$id', component: () => <h1>row</h1> }),
  ];
  window.history.replaceState(null, '', `/${search}`);
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createBrowserHistory(),
  });
  await router.load();
  const i18n = await renderInLanguage(language, <RouterProvider router={router as never} />);
  return { router, i18n };
}
