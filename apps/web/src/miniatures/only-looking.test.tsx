import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useContext } from 'react';
import { expect, it } from 'vitest';
import { createFakeServer } from '../../tests/fake-server.ts';
import { renderPage } from '../../tests/render-page.tsx';
import { TRPCProvider } from '../kernel/api.ts';
import type { CommandTools } from '../kernel/areas.ts';
import { createI18n } from '../kernel/i18n/create-i18n.ts';
import { Parts } from '../kernel/me/frame-parts.ts';
import { useShortcuts } from '../kernel/shortcuts/use-shortcuts.ts';
import { loadMessages, namespaces } from '../messages.ts';
import { area } from './area.ts';
import { EmptyCollection } from './collection/empty-collection.tsx';
import { TypeGrid } from './collection/type-grid.tsx';
import { miniaturesCommands } from './commands.ts';
import { HistoryPanel } from './type/history-panel.tsx';
import { useTypeBindings } from './use-type-bindings.ts';

const id = '00000000-0000-7000-8000-000000000001';
const counts = { IN_BOX: 3, BUILDING: 0, PRIMING: 0, PAINTING: 0, DONE: 0 };
const type: MiniatureType = {
  id,
  number: 1,
  name: 'Orcs',
  counts,
  createdAt: '2026-01-01T00:00:00Z',
  archivedAt: null,
};
const list = {
  types: [type],
  total: 1,
  hasNextPage: false,
  isFetchingNextPage: false,
  isPlaceholderData: false,
  fetchNextPage() {},
};
const added = {
  id,
  kind: 'add',
  from: null,
  to: 'IN_BOX',
  quantity: 3,
  undoesId: null,
  imported: false,
  undone: false,
};

/** Renders for somebody who may change the collection, or only look at it. */
async function renderFor(mayWrite: boolean, children: ReactNode) {
  const now = Date.now() * 1000;
  const group = { ...added, startedAt: now, endedAt: now, entries: 1, into: [] };
  const fake = createFakeServer(() => ({ items: [group], nextCursor: null }));
  const { client, queryClient } = fake;
  const Page = () => {
    const parts = useContext(Parts);
    const may = ({ access }: { readonly access: string }) => mayWrite || access === 'read';
    return (
      <Parts value={{ ...parts, may }}>
        <QueryClientProvider client={queryClient}>
          <TRPCProvider trpcClient={client} queryClient={queryClient}>
            {children}
          </TRPCProvider>
        </QueryClientProvider>
      </Parts>
    );
  };
  await renderPage('en', <Page />);
  return fake;
}

const grid = <TypeGrid list={list} archived={false} highlighted={null} />;

it('whoever may change the collection can select, move, add, and undo', async () => {
  await renderFor(
    true,
    <>
      {grid}
      <HistoryPanel typeId={id} />
    </>,
  );
  expect(await screen.findByRole('columnheader', { name: 'Actions' })).toBeInTheDocument();
  expect(screen.getByRole('checkbox', { name: 'Select all listed types' })).toBeInTheDocument();
  expect(await screen.findByRole('button', { name: 'Undo' })).toBeInTheDocument();
});

it('whoever only looks is offered none of it in the list and in the history', async () => {
  await renderFor(
    false,
    <>
      {grid}
      <HistoryPanel typeId={id} />
    </>,
  );
  expect(await screen.findByText('3 added to the box')).toBeInTheDocument();
  expect(screen.queryByRole('columnheader', { name: 'Actions' })).toBeNull();
  expect(screen.queryByRole('checkbox')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

it('whoever only looks is not led on to add the first type', async () => {
  const nothing = () => {};
  await renderFor(
    false,
    <EmptyCollection search="" archived={false} onCreate={nothing} onClear={nothing} />,
  );
  expect(await screen.findByText('No miniatures yet')).toBeInTheDocument();
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.queryByRole('link')).toBeNull();
});

function Keys() {
  area.useKeys();
  const dialogs = { shown: null, open: () => {}, close: () => {} };
  useShortcuts(useTypeBindings(type, dialogs));
  return <p>{area.useShortcutGroup().lines.length}</p>;
}

it.each([
  { mayWrite: true, sent: ['miniatures.move'], lines: '11' },
  { mayWrite: false, sent: [], lines: '5' },
])('keys change something only for whoever may: $mayWrite', async ({ mayWrite, sent, lines }) => {
  const { server } = await renderFor(mayWrite, <Keys />);
  expect(await screen.findByText(lines)).toBeInTheDocument();
  await userEvent.keyboard('1');
  await waitFor(() => expect(server.sent.map(({ path }) => path)).toEqual(sent));
});

it('the palette offers a new type only to whoever may, and the export to whoever reads', async () => {
  const i18n = await createI18n({ language: 'en', load: loadMessages, namespaces });
  const idsFor = (mayWrite: boolean) => {
    const tools = { i18n, may: () => mayWrite } as unknown as CommandTools;
    return miniaturesCommands(tools).map((command) => command.id);
  };
  expect(idsFor(true)).toEqual(['miniatures-new', 'miniatures-export']);
  expect(idsFor(false)).toEqual(['miniatures-export']);
});
