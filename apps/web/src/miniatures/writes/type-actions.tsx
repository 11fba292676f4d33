import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import type { CountsChange, MiniatureType } from '@atelier/domain/miniatures/types.ts';
import type { AtelierClient } from '@atelier/sdk/client.ts';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { showFailure, showNotice } from '../../kernel/notices/show-notice.tsx';
import {
  AddedNotice,
  MovedManyNotice,
  MovedNotice,
  NothingToUndoNotice,
  UndoneNotice,
} from './action-notices.tsx';
import type { CountsDelta } from './counts-delta.ts';
import { createOwnSteps, type OwnSteps } from './own-steps.ts';
import { type TypeCache, typeCacheOf } from './type-cache.ts';

/** From where to where, and how many. */
export interface StageMove {
  readonly from: Stage;
  readonly to: Stage;
  readonly quantity: number;
}

type Named = Pick<MiniatureType, 'id' | 'name'>;

/** One notice for all of them: the last thing done is the one that can be undone. */
const noticeId = 'miniatures.last-step';

interface Tools {
  readonly client: AtelierClient;
  readonly cache: TypeCache;
  readonly steps: OwnSteps;
}

/** A change of counts, whichever it is. */
interface Command {
  readonly deltas: readonly (CountsDelta & { readonly id: string })[];
  readonly send: () => Promise<readonly CountsChange[]>;
  readonly notice: ReactNode;
}

/**
 * What changes counts. Each shows its effect at once, tells the outcome in a notice with "Undo", and
 * resolves to whether it was done.
 */
function createActions({ client, cache, steps }: Tools) {
  const takeBack = async (): Promise<void> => {
    const step = steps.takeLast();
    if (step === undefined) return showNotice(<NothingToUndoNotice />, noticeId);
    const results = await Promise.allSettled(
      step.map(({ id, entryId }) => client.miniatures.undo.mutate({ id, entryId })),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed === undefined) showNotice(<UndoneNotice />, noticeId);
    else showFailure(failed.reason, noticeId);
    await cache.refresh(step.map(({ id }) => id)).catch(() => {});
  };
  const undo = () => steps.inOrder(takeBack);

  /** Shows what will be, sends, and tells the outcome. */
  const change = async (command: Command): Promise<boolean> => {
    const { deltas, send, notice } = command;
    for (const { id, ...delta } of deltas) cache.begin(id, delta);
    try {
      const changes = await steps.inOrder(async () => {
        const answers = await send();
        steps.done(answers.map(({ type, entryId }) => ({ id: type.id, entryId })));
        return answers;
      });
      showNotice(notice, noticeId);
      await Promise.all(changes.map(({ type }) => cache.end(type.id, type)));
      return true;
    } catch (error) {
      showFailure(error, noticeId);
      await Promise.all(deltas.map(({ id }) => cache.end(id, undefined)));
      return false;
    }
  };

  return {
    undo,
    move: ({ id, name }: Named, move: StageMove) =>
      change({
        deltas: [{ id, ...move }],
        send: async () => [await client.miniatures.move.mutate({ id, ...move })],
        notice: <MovedNotice name={name} move={move} onUndo={undo} />,
      }),
    add: ({ id, name }: Named, quantity: number) =>
      change({
        deltas: [{ id, from: null, to: 'IN_BOX', quantity }],
        send: async () => [await client.miniatures.addToBox.mutate({ id, quantity })],
        notice: <AddedNotice name={name} quantity={quantity} onUndo={undo} />,
      }),
    /** All or nothing; all of them from the same stage to the same. */
    async moveMany(moves: readonly (StageMove & { readonly id: string })[]): Promise<boolean> {
      const [first] = moves;
      if (first === undefined) return false;
      return change({
        deltas: moves,
        send: () => client.miniatures.moveMany.mutate({ moves: [...moves] }),
        notice: <MovedManyNotice types={moves.length} move={first} onUndo={undo} />,
      });
    },
  };
}

export type TypeActions = ReturnType<typeof createActions>;

const Actions = createContext<TypeActions | null>(null);

/** Keeps what the user did last, over all pages of the area. */
export function TypeActionsProvider({ children }: { readonly children: ReactNode }) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [actions] = useState(() =>
    createActions({
      client,
      cache: typeCacheOf({ client, trpc, queryClient }),
      steps: createOwnSteps(),
    }),
  );
  return <Actions value={actions}>{children}</Actions>;
}

export function useTypeActions(): TypeActions {
  const actions = useContext(Actions);
  if (actions === null) throw new TypeError('There is no TypeActionsProvider above.');
  return actions;
}
