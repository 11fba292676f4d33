import { IconRun } from '@tabler/icons-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentProps, type ComponentType, useContext } from 'react';
import { expect, it, vi } from 'vitest';
import { createFakeServer } from '../../../tests/fake-server.ts';
import { renderPage } from '../../../tests/render-page.tsx';
import { createAreaLoader } from '../area-loader.ts';
import type { Area, AreaManifest } from '../areas.ts';
import { Parts } from '../me/frame-parts.ts';
import { Areas } from '../use-areas.ts';
import { HomePage } from './home-page.tsx';

const bare: Area = {
  commands: () => [],
  useKeys() {},
  useShortcutGroup: () => ({ title: '', lines: [] }),
  createRefresher: () => () => {},
  Provider: ({ children }) => children,
};
const read = { name: 'runs.read', area: 'runs', role: 'viewer', access: 'read' } as const;

function manifest(id: 'miniatures' | 'lifecycle', load: () => Promise<Area>): AreaManifest {
  const page = { icon: IconRun, exact: true, needs: read } as const;
  return {
    id,
    order: 1,
    path: `/${id}`,
    label: `${id}.label`,
    pages: [
      id === 'miniatures'
        ? { ...page, to: '/miniatures', label: 'miniatures.pages.collection' }
        : { ...page, to: '/database', label: 'lifecycle.pages.database' },
    ],
    load,
  };
}

async function open(
  manifests: readonly AreaManifest[],
  parts: Partial<ComponentProps<typeof Parts>['value']> = {},
) {
  const { queryClient } = createFakeServer(() => null);
  const areas = createAreaLoader({ manifests, loadMessages: async () => {} });
  const Page = () => (
    <QueryClientProvider client={queryClient}>
      <Parts value={{ ...useContext(Parts), ...parts }}>
        <Areas value={areas}>
          <HomePage />
        </Areas>
      </Parts>
    </QueryClientProvider>
  );
  await renderPage('en', <Page />);
}

const waits: ComponentType = () => <p>three wait</p>;

it('shows what waits in each area, and the way there', async () => {
  await open([
    manifest('miniatures', async () => ({ ...bare, waiting: async () => waits })),
    // Nothing ever waits here.
    manifest('lifecycle', async () => bare),
  ]);
  expect(await screen.findByText('three wait')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Miniatures: Collection' })).toHaveAttribute(
    'href',
    '/miniatures',
  );
  expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(1);
});

it('shows the others when the code of one cannot be fetched, which can be tried again', async () => {
  const load = vi.fn(async (): Promise<Area> => ({ ...bare, waiting: async () => waits }));
  load.mockRejectedValueOnce(new Error('Failed to fetch'));
  await open([
    manifest('miniatures', load),
    manifest('lifecycle', async () => ({ ...bare, waiting: async () => () => <p>all is well</p> })),
  ]);
  expect(await screen.findByText('all is well')).toBeInTheDocument();
  expect(screen.getByText('This part could not be loaded.')).toHaveAttribute('role', 'alert');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('three wait')).toBeInTheDocument();
});

it('says why there is nothing, once it is known who is here', async () => {
  const areas = [manifest('miniatures', async () => bare)];
  await open(areas, { may: () => false });
  expect(await screen.findByText('There is nothing here for you yet')).toBeInTheDocument();
});

it('says nothing of the kind before', async () => {
  await open([manifest('miniatures', async () => bare)], { may: () => false, isKnown: false });
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Start'));
  expect(screen.queryByText('There is nothing here for you yet')).toBeNull();
});
