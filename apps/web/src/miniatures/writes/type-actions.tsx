import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
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

/**
 * What changes counts. Each shows its effect at once, tells the outcome in a notice with "Undo", and
 * resolves to whether it was done.
 */
function createActions({ client, cache, steps }: Tools) {
  const undo = async (): Promise<void> => {
    const step = await steps.takeLast();
    if (step === undefined) {
      showNotice(<NothingToUndoNotice />, noticeId);
      return;
    }
    const results = await Promise.allSettled(
      step.map(async ({ id, entryId }) => {
        const { type } = await client.miniatures.undo.mutate({ id, entryId });
        await cache.refresh([type.id]);
      }),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed === undefined) showNotice(<UndoneNotice />, noticeId);
    else showFailure(failed.reason, noticeId);
  };
  return {
    undo,
    async move({ id, name }: Named, move: StageMove): Promise<boolean> {
      const step = steps.begin();
      cache.begin(id, move);
      try {
        const { type, entryId } = await client.miniatures.move.mutate({ id, ...move });
        step.done([{ id, entryId }]);
        showNotice(<MovedNotice name={name} move={move} onUndo={undo} />, noticeId);
        await cache.end(id, type);
        return true;
      } catch (error) {
        step.failed();
        showFailure(error, noticeId);
        await cache.end(id, undefined);
        return false;
      }
    },
    async add({ id, name }: Named, quantity: number): Promise<boolean> {
      const step = steps.begin();
      cache.begin(id, { from: null, to: 'IN_BOX', quantity });
      try {
        const { type, entryId } = await client.miniatures.addToBox.mutate({ id, quantity });
        step.done([{ id, entryId }]);
        showNotice(<AddedNotice name={name} quantity={quantity} onUndo={undo} />, noticeId);
        await cache.end(id, type);
        return true;
      } catch (error) {
        step.failed();
        showFailure(error, noticeId);
        await cache.end(id, undefined);
        return false;
      }
    },
    /** All or nothing. */
    async moveMany(moves: readonly (StageMove & { readonly id: string })[]): Promise<boolean> {
      const [first] = moves;
      if (first === undefined) return false;
      const step = steps.begin();
      for (const move of moves) cache.begin(move.id, move);
      try {
        const changes = await client.miniatures.moveMany.mutate({ moves: [...moves] });
        step.done(changes.map(({ type, entryId }) => ({ id: type.id, entryId })));
        showNotice(<MovedManyNotice types={moves.length} move={first} onUndo={undo} />, noticeId);
        await Promise.all(changes.map(({ type }) => cache.end(type.id, type)));
        return true;
      } catch (error) {
        step.failed();
        showFailure(error, noticeId);
        await Promise.all(moves.map(({ id }) => cache.end(id, undefined)));
        return false;
      }
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
