import './kernel/theme/mantine.css';
import './kernel/theme/tokens.css';
import { createClient } from '@atelier/sdk/client.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { areas } from './areas.ts';
import { createQueryClient, TRPCProvider } from './kernel/api.ts';
import { AppProviders } from './kernel/app-providers.tsx';
import { AreaProviders } from './kernel/area-providers.tsx';
import { outboxOf } from './kernel/commands/outbox.tsx';
import { createI18n } from './kernel/i18n/create-i18n.ts';
import { startLanguage } from './kernel/i18n/language.ts';
import { LiveUpdates } from './kernel/live/live-updates.tsx';
import { createAppRouter } from './routes.tsx';
import { loadWords, wordAreas } from './words.ts';

const client = createClient({ baseUrl: '' });
const queryClient = createQueryClient();
const i18n = await createI18n({ language: startLanguage(), load: loadWords, areas: wordAreas });
const router = createAppRouter();
outboxOf(client, queryClient).restore();
const place = document.getElementById('root');
if (place === null) throw new TypeError('The page has no #root.');

createRoot(place).render(
  <StrictMode>
    <AppProviders i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={client} queryClient={queryClient}>
          <LiveUpdates areas={areas} client={client}>
            <AreaProviders areas={areas}>
              <RouterProvider router={router} />
            </AreaProviders>
          </LiveUpdates>
        </TRPCProvider>
      </QueryClientProvider>
    </AppProviders>
  </StrictMode>,
);
