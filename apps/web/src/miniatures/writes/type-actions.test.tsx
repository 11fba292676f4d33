import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { createFakeServer } from '../../../tests/fake-server.ts';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { TRPCProvider } from '../../kernel/api.ts';
import { outboxOf } from '../../kernel/commands/outbox.tsx';
import { notificationStore } from '../../kernel/notifications/show-notification.tsx';
import { type TypeActions, useTypeActions } from './type-actions.tsx';

const move = { from: 'IN_BOX', to: 'BUILDING', quantity: 1 } as const;
const type = { id: 'a', name: 'Orcs' };
const both = [
  { id: 'a', ...move },
  { id: 'b', ...move },
];

let fake: ReturnType<typeof createFakeServer>;
let actions: TypeActions;
/** What the server has of the history of a type, newest first. */
let history: readonly object[];

let written: number;
function answerTo(path: string, input: unknown): unknown {
  if (path === 'miniatures.byIds') return [];
  if (path === 'miniatures.rawHistory') return { items: history, nextCursor: null };
  if (path === 'miniatures.moveMany') {
    return both.map(({ id }) => ({ type: { id }, entryId: `entry of ${id}` }));
  }
  written += 1;
  return path === 'miniatures.undoMany' ? [] : { type: { id: idOf(input) }, entryId: `${written}` };
}
const idOf = (input: unknown) => (input as { id: string }).id;

beforeEach(async () => {
  for (const { id } of notificationStore.get()) notificationStore.hide(id);
  written = 0;
  history = [];
  fake = createFakeServer(answerTo);
  await open();
});

/** As a page does; once more after a reload. */
async function open() {
  const { client, queryClient } = fake;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
  actions = renderHook(useTypeActions, { wrapper }).result.current;
  await renderInLanguage('en', null);
}

const undos = () =>
  fake.server.sent
    .filter(({ path }) => path === 'miniatures.undoMany')
    .map(({ input }) => (input as { entries: unknown }).entries);
const told = () => document.body.textContent ?? '';

it('takes a bulk move back with one command', async () => {
  await act(async () => {
    await actions.moveMany(both);
    await actions.undo(undefined);
  });
  expect(undos()).toEqual([
    [
      { id: 'a', entryId: 'entry of a' },
      { id: 'b', entryId: 'entry of b' },
    ],
  ]);
  expect(told()).toContain('2 types moved back, Building → In box');
  await act(() => actions.undo(undefined));
  expect(undos()).toHaveLength(1);
  expect(told()).toContain('There is nothing to undo.');
});

it('six of the same in a row are told as six, and taken back as six with one command', async () => {
  await act(async () => {
    await Promise.all(Array.from({ length: 6 }, () => actions.move(type, move)));
  });
  expect(told()).toContain('Orcs: 6 moved, In box → Building');
  await act(() => actions.undo(undefined));
  expect(undos()).toEqual([
    ['1', '2', '3', '4', '5', '6'].map((entryId) => ({ id: 'a', entryId })),
  ]);
  expect(told()).toContain('Orcs: 6 moved back, Building → In box');
});

it('something else between them begins a new sum', async () => {
  await act(async () => {
    await actions.move(type, move);
    await actions.add(type, 5);
    await actions.add(type, 4);
  });
  expect(told()).toContain('Orcs: 9 added to the box');
  await act(async () => {
    await actions.move(type, move);
  });
  expect(told()).toContain('Orcs: 1 moved, In box → Building');
});

it('undo waits for what was given just before it', async () => {
  await act(async () => {
    void actions.move(type, move);
    await actions.undo(undefined);
  });
  expect(undos()).toEqual([[{ id: 'a', entryId: '1' }]]);
});

it('a step that was refused is over', async () => {
  await act(async () => {
    await actions.move(type, move);
  });
  fake.server.failure = 'ERR_UNDO_NOT_LATEST';
  await act(() => actions.undo(undefined));
  expect(told()).toContain('the type has changed since');
  fake.server.failure = undefined;
  await act(() => actions.undo(undefined));
  expect(undos()).toHaveLength(1);
});

it('what waits is not taken back by mistake, nor what was before it', async () => {
  await act(async () => {
    await actions.move(type, move);
  });
  fake.server.failure = 'ERR_OFFLINE';
  await act(async () => {
    await actions.move(type, move);
    await actions.undo(undefined);
  });
  expect(told()).toContain('This is not saved yet.');
  expect(undos()).toEqual([]);
  fake.server.failure = undefined;
  await act(async () => {
    const outbox = outboxOf(fake.client, fake.queryClient);
    outbox.tryAgain();
    await vi.waitFor(() => expect(outbox.waiting()).toEqual([]));
    await actions.undo(undefined);
  });
  expect(undos()).toEqual([[1, 2].map((place) => ({ id: 'a', entryId: `${place}` }))]);
});

it('what is answered only after a reload is taken back as well, before the area is there or after', async () => {
  fake.server.failure = 'ERR_OFFLINE';
  await act(async () => {
    await Promise.all([
      actions.archive([type], true),
      actions.moveMany(both),
      actions.move(type, move),
      actions.move(type, move),
    ]);
  });
  const left = sessionStorage.getItem('atelier.outbox');
  // The page that is left sends nothing any more.
  const before = outboxOf(fake.client, fake.queryClient);
  await act(async () => {
    before.giveUp();
    await vi.waitFor(() => expect(before.waiting()).toEqual([]));
  });
  fake.queryClient.unmount();
  fake = createFakeServer(answerTo);
  sessionStorage.setItem('atelier.outbox', left ?? '');
  const outbox = outboxOf(fake.client, fake.queryClient);
  await act(async () => {
    outbox.restore();
    await vi.waitFor(() => expect(outbox.waiting()).toEqual([]));
  });
  // As after one more reload: the steps are kept, and not sent again.
  const steps = sessionStorage.getItem('atelier.undo.miniatures');
  fake = createFakeServer(answerTo);
  sessionStorage.setItem('atelier.undo.miniatures', steps ?? '');
  await open();
  // What is done since is taken back by itself: the others may be too old.
  await act(() => actions.move(type, move));
  for (const _each of [1, 2, 3, 4]) await act(() => actions.undo(undefined));
  expect(fake.server.sent.slice(1).map(({ path, input }) => [path, input])).toEqual([
    ['miniatures.undoMany', { entries: [{ id: 'a', entryId: '4' }] }],
    [
      'miniatures.undoMany',
      { entries: [2, 3].map((written) => ({ id: 'a', entryId: `${written}` })) },
    ],
    ['miniatures.undoMany', { entries: both.map(({ id }) => ({ id, entryId: `entry of ${id}` })) }],
    ['miniatures.restoreTypes', { ids: ['a'] }],
  ]);
  await act(() => actions.undo(undefined));
  expect(told()).toContain('There is nothing to undo.');
});

const entry = (id: string, secondsAgo: number) => ({
  id,
  kind: 'move',
  from: 'IN_BOX',
  to: 'BUILDING',
  quantity: 1,
  undoesId: null,
  imported: false,
  undone: false,
  at: (Date.now() - secondsAgo * 1000) * 1000,
});

it('without a step of its own it takes back the newest line of the type that is open', async () => {
  history = [entry('new', 1), entry('newer', 2), entry('too old', 301)];
  await act(() => actions.undo('a'));
  expect(undos()).toEqual([
    [
      { id: 'a', entryId: 'newer' },
      { id: 'a', entryId: 'new' },
    ],
  ]);
  history = [entry('too old', 301)];
  await act(() => actions.undo('a'));
  expect(told()).toContain('There is nothing to undo.');
});

it('what the history took back is no step any more', async () => {
  await act(async () => {
    await actions.move(type, move);
    await actions.move(type, move);
  });
  history = [entry('2', 1), entry('1', 2)];
  await act(() => actions.undoNewest('a', 'entry'));
  expect(undos()).toEqual([[{ id: 'a', entryId: '2' }]]);
  await act(() => actions.undo(undefined));
  expect(undos()[1]).toEqual([{ id: 'a', entryId: '1' }]);
});
