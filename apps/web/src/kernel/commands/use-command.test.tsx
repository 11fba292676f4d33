import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { createFakeServer } from '../../../tests/fake-server.ts';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { TRPCProvider, useTRPC } from '../api.ts';
import { notificationStore } from '../notifications/show-notification.tsx';
import { NotSaved } from './not-saved.tsx';
import { useCommand } from './use-command.ts';

let fake: ReturnType<typeof createFakeServer>;
let onServer: string;
beforeEach(() => {
  for (const { id } of notificationStore.get()) notificationStore.hide(id);
  onServer = 'Orcs';
  fake = createFakeServer((path, input) => {
    if (path === 'miniatures.rename' && isNamed(input)) onServer = input.name;
    return { id: 'a', name: onServer };
  });
});

const isNamed = (input: unknown): input is { name: string } =>
  typeof input === 'object' && input !== null && 'name' in input;

/** A page of an area that has nothing but this hook. */
function PlainPage() {
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.miniatures.get.queryOptions({ id: 'a' }), staleTime: 1e6 });
  const rename = useCommand('miniatures.rename', {
    shows: ({ id }) => [{ id }],
    says: ({ name }) => ({ key: 'miniatures:rename.done', values: { name } }),
    undo: (_answer, { id }) => ({
      path: 'miniatures.rename',
      input: { id, name: 'Orcs' },
      touches: [{ id }],
      says: { key: 'miniatures:rename.undone', values: { name: 'Orcs' } },
    }),
  });
  const input = { id: 'a', name: 'Goblins' };
  return (
    <>
      <h1>{data?.name}</h1>
      <NotSaved id="a" />
      <button type="button" onClick={() => void rename.run(input)}>
        run
      </button>
      <button type="button" onClick={() => void rename.ask(input).catch(() => {})}>
        ask
      </button>
      <button type="button" onClick={rename.reset}>
        reset
      </button>
      {rename.isPending && <p>pending</p>}
      {rename.error !== null && <p>failed</p>}
    </>
  );
}

async function show() {
  const { client, queryClient } = fake;
  await renderInLanguage(
    'en',
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        <PlainPage />
      </TRPCProvider>
    </QueryClientProvider>,
  );
  await screen.findByRole('heading', { name: 'Orcs' });
}
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const keys = () => fake.server.sent.map(({ key }) => key);

it('a plain area: sent, told, read anew, and taken back with one press', async () => {
  await show();
  await press('run');
  expect(await screen.findByText('Renamed to “Goblins”.')).toBeVisible();
  expect(await screen.findByRole('heading', { name: 'Goblins' })).toBeVisible();
  await press('Undo');
  expect(await screen.findByText('The old name is back: “Orcs”.')).toBeVisible();
  expect(await screen.findByRole('heading', { name: 'Orcs' })).toBeVisible();
  expect(new Set(keys()).size).toBe(2);
});

it('what is not saved is marked, in words, and counted; it can be given up after a question', async () => {
  await show();
  fake.server.failure = 'ERR_OFFLINE';
  await press('run');
  expect(await screen.findByText('Not saved yet')).toBeVisible();
  expect(screen.getByText(/^1 change is not saved yet/)).toBeVisible();
  await press('Discard');
  expect(screen.getByText('Discard 1 unsaved change?')).toBeVisible();
  await press('Keep waiting');
  await press('Discard');
  await press('Discard');
  await waitFor(() => expect(screen.queryByText('Not saved yet')).toBeNull());
  expect(screen.getByText(/^1 unsaved change was discarded/)).toBeVisible();
  expect(fake.server.sent).toHaveLength(1);
});

it('what is asked is answered or refused where it is asked', async () => {
  await show();
  fake.server.failure = 'ERR_DUPLICATE_TYPE_NAME';
  await press('ask');
  expect(await screen.findByText('failed')).toBeVisible();
  expect(notificationStore.get()).toEqual([]);
  fake.server.failure = undefined;
  await press('ask');
  expect(await screen.findByText('Renamed to “Goblins”.')).toBeVisible();
  expect(screen.queryByText('failed')).toBeNull();
  expect(new Set(keys()).size).toBe(2);
});

it('asked again after no answer it is a repeat under its key, until it is answered or put away', async () => {
  await show();
  fake.server.failure = 'ERR_OFFLINE';
  await press('ask');
  await screen.findByText('failed');
  await press('ask');
  await screen.findByText('failed');
  expect(new Set(keys()).size).toBe(1);
  await press('reset');
  await press('ask');
  await screen.findByText('failed');
  expect(new Set(keys()).size).toBe(2);
  fake.server.failure = undefined;
  await press('ask');
  await screen.findByText('Renamed to “Goblins”.');
  await press('ask');
  await act(async () => {});
  expect(keys()).toHaveLength(5);
  expect(new Set(keys()).size).toBe(3);
});
