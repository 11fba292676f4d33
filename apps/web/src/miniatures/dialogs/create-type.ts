import type { RegisteredRouter } from '@tanstack/react-router';
import { readCollectionSearch } from '../collection/collection-search.ts';

/** Opens the dialog for a new type, on the collection's page, as it is searched there. */
export function createType(router: RegisteredRouter): void {
  void router.navigate({
    to: '/miniatures',
    search: (now) => ({ ...readCollectionSearch(now), create: true as const }),
    replace: router.state.location.pathname === '/miniatures',
    resetScroll: false,
  });
}
