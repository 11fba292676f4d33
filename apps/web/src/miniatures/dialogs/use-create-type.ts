import { useNavigate, useRouter } from '@tanstack/react-router';
import { readCollectionSearch } from '../collection/collection-search.ts';

/** Opens the dialog for a new type, on the collection's page, as it is searched there. */
export function useCreateType(): () => void {
  const navigate = useNavigate();
  const router = useRouter();
  return () =>
    void navigate({
      to: '/miniatures',
      search: (now) => ({ ...readCollectionSearch(now), create: true as const }),
      replace: router.state.location.pathname === '/miniatures',
      resetScroll: false,
    });
}
