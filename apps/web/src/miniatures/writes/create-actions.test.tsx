import type { RootRouter } from '@atelier/api/root.ts';
import { QueryClient } from '@tanstack/react-query';
import { createTRPCClient, TRPCClientError } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { beforeEach, expect, it } from 'vitest';
import { notificationStore } from '../../kernel/notifications/show-notification.tsx';
import { createActions, type OwnStep, type TypeActions } from './create-actions.tsx';
import { createOwnSteps } from './own-steps.ts';
import { typeCacheOf } from './type-cache.ts';

interface Sent {
  readonly path: string;
  readonly input: unknown;
  readonly key: unknown;
}

/** What a server would be told, and what it says instead of its answer. */
let sent: Sent[];
let failure: string | undefined;
let actions: TypeActions;

const move = { from: 'IN_BOX', to: 'BUILDING', quantity: 1 } as const;
const both = [
  { id: 'a', ...move },
  { id: 'b', ...move },
];

function answerTo(path: string): unknown {
  if (path === 'miniatures.byIds') return [];
  return both.map(({ id }) => ({ type: { id }, entryId: `entry of ${id}` }));
}

beforeEach(() => {
  sent = [];
  failure = undefined;
  const client = createTRPCClient<RootRouter>({
    links: [
      () =>
        ({ op }) =>
          observable((answer) => {
            if (op.type === 'mutation') {
              sent.push({ path: op.path, input: op.input, key: op.context.idempotencyKey });
              if (failure === 'ERR_OFFLINE') {
                return answer.error(TRPCClientError.from(new Error('Failed to fetch')));
              }
              if (failure !== undefined) {
                const error = { code: -32600, message: '', data: { code: failure } };
                return answer.error(TRPCClientError.from({ error }));
              }
            }
            answer.next({ result: { data: answerTo(op.path) } });
            answer.complete();
          }),
    ],
  });
  const queryClient = new QueryClient();
  const trpc = createTRPCOptionsProxy<RootRouter>({ client, queryClient });
  const cache = typeCacheOf({ client, trpc, queryClient });
  actions = createActions({ client, cache, steps: createOwnSteps<OwnStep>() });
});

const undos = () => sent.filter(({ path }) => path === 'miniatures.undoMany');

it('takes a bulk move back with one command', async () => {
  await actions.moveMany(both);
  await actions.undo();
  expect(undos().map(({ input }) => input)).toEqual([
    {
      entries: [
        { id: 'a', entryId: 'entry of a' },
        { id: 'b', entryId: 'entry of b' },
      ],
    },
  ]);
  await actions.undo();
  expect(undos()).toHaveLength(1);
});

it.each(['ERR_OFFLINE', 'ERR_UNAVAILABLE', 'ERR_BUSY'])(
  'after %s the step can be taken back again, under the same key',
  async (code) => {
    await actions.moveMany(both);
    failure = code;
    await actions.undo();
    expect(notificationStore.get().at(-1)?.tone).toBe('failed');
    const before = undos().length;
    failure = undefined;
    await actions.undo();
    expect(undos()).toHaveLength(before + 1);
    expect(new Set(undos().map(({ key }) => key)).size).toBe(1);
    expect(notificationStore.get().at(-1)?.tone).toBe('done');
  },
);

it('a step that was refused is over', async () => {
  await actions.moveMany(both);
  failure = 'ERR_UNDO_NOT_LATEST';
  await actions.undo();
  failure = undefined;
  await actions.undo();
  expect(undos()).toHaveLength(1);
  expect(notificationStore.get().at(-1)?.tone).toBe('hint');
});
