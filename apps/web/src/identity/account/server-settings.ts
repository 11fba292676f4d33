import type { AtelierClient } from '@atelier/sdk/client.ts';
import { hashKey, type QueryClient } from '@tanstack/react-query';
import type { Trpc } from '../../kernel/api.ts';
import type { SettingsStore } from '../../kernel/settings/settings-store.ts';

/** Settings of whoever signed in, kept by the server: the same in all their browsers. */
export function createServerSettings(
  client: AtelierClient,
  trpc: Trpc,
  queryClient: QueryClient,
): SettingsStore {
  const queryKey = trpc.identity.settings.get.queryKey({});
  const hash = hashKey(queryKey);
  return {
    read: (key) => queryClient.getQueryData(queryKey)?.[key],
    async write(key, value) {
      queryClient.setQueryData(queryKey, (known) => ({ ...known, [key]: value as never }));
      try {
        await client.identity.settings.set.mutate({ key, value: value as never });
      } catch (error) {
        void queryClient.invalidateQueries({ queryKey });
        throw error;
      }
    },
    subscribe: (listener) =>
      queryClient.getQueryCache().subscribe(({ query }) => {
        if (query.queryHash === hash) listener();
      }),
  };
}
