import './kernel/theme/mantine.css';
import './kernel/theme/tokens.css';
import { createClient } from '@atelier/sdk/client.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Fragment, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { manifests } from './areas.ts';
import { createQueryClient, TRPCProvider } from './kernel/api.ts';
import { AppProviders } from './kernel/app-providers.tsx';
import { areaAt, createAreaLoader } from './kernel/area-loader.ts';
import { outboxOf } from './kernel/commands/outbox.tsx';
import { createI18n } from './kernel/i18n/create-i18n.ts';
import { startLanguage } from './kernel/i18n/language.ts';
import { LiveUpdates } from './kernel/live/live-updates.tsx';
import { authMode, pageIsOf } from './kernel/me/told.ts';
import { Areas } from './kernel/use-areas.ts';
import { frameNamespaces, loadMessages } from './messages.ts';
import { createAppRouter } from './routes.tsx';

/**
 * What the first page needs is fetched at once: its area with the words, and the page's own code. There is
 * no top-level await: these would in turn wait for it, since they import code that is bundled with this
 * file.
 */
async function start(place: HTMLElement): Promise<void> {
  const mode = authMode();
  pageIsOf();
  // Where nobody signs in, nothing of it is fetched.
  const enter = mode === 'local' ? undefined : import('./identity/enter.ts');
  const first = areaAt(manifests, location.pathname);
  const starting = createI18n({
    language: startLanguage(),
    load: loadMessages,
    namespaces: [
      ...frameNamespaces,
      ...(first === undefined ? [] : [first.id]),
      ...(mode === 'local' ? [] : ['identity']),
    ],
  });
  const areas = createAreaLoader({
    manifests,
    loadMessages: async (namespace) => (await starting).loadNamespaces(namespace),
  });
  const router = createAppRouter({ areas });
  const [i18n] = await Promise.all([starting, router.load()]);
  const house = mode === 'local' ? undefined : await enter;
  const client = createClient({
    baseUrl: '',
    onError: house?.onError,
  });
  const queryClient = createQueryClient();
  outboxOf(client, queryClient).restore();
  const Gate = house?.Gate ?? Fragment;
  createRoot(place).render(
    <StrictMode>
      <AppProviders i18n={i18n}>
        <QueryClientProvider client={queryClient}>
          <TRPCProvider trpcClient={client} queryClient={queryClient}>
            <Areas value={areas}>
              <Gate>
                <LiveUpdates client={client}>
                  <RouterProvider router={router} />
                </LiveUpdates>
              </Gate>
            </Areas>
          </TRPCProvider>
        </QueryClientProvider>
      </AppProviders>
    </StrictMode>,
  );
}

const place = document.getElementById('root');
if (place === null) throw new TypeError('The page has no #root.');
void start(place);
