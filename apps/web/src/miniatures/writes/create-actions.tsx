import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import type { CountsChange, MiniatureType } from '@atelier/domain/miniatures/types.ts';
import type { AtelierClient } from '@atelier/sdk/client.ts';
import type { ReactNode } from 'react';
import {
  showFailure,
  showHint,
  showNotification,
} from '../../kernel/notifications/show-notification.tsx';
import {
  AddedNotice,
  ArchivedNotice,
  CreatedNotice,
  EmptyStageNotice,
  MovedManyNotice,
  MovedNotice,
  NothingToUndoNotice,
  RenamedNotice,
} from './action-notices.tsx';
import type { CountsDelta } from './counts-delta.ts';
import type { OwnSteps } from './own-steps.ts';
import { createSendOnce, isUndecided } from './send-once.ts';
import type { StageMove } from './stage-move.ts';
import type { TypeCache } from './type-cache.ts';

/** Something that was done here, and how it is taken back. */
export interface OwnStep {
  /** Rejects with the reason for which it cannot be. */
  readonly takeBack: () => Promise<unknown>;
  /** Says what was taken back. */
  readonly undone: ReactNode;
}

type Named = Pick<MiniatureType, 'id' | 'name'>;

/** One notice for all of them: the last thing done is the one that can be undone. */
const noticeId = 'miniatures.last-step';

interface Tools {
  readonly client: AtelierClient;
  readonly cache: TypeCache;
  readonly steps: OwnSteps<OwnStep>;
}

/** A change of counts, whichever it is. */
interface CountsCommand {
  readonly deltas: readonly (CountsDelta & { readonly id: string })[];
  readonly send: () => Promise<readonly CountsChange[]>;
  readonly notice: ReactNode;
  readonly undone: ReactNode;
}

/**
 * What changes types. Each tells its outcome in a notice with "Undo"; what changes counts shows its
 * effect at once. All but `rename` resolve to whether it was done.
 */
export function createActions({ client, cache, steps }: Tools) {
  const { miniatures } = client;
  const prepare = createSendOnce(cache.readsOf);

  const takeBackLast = async (): Promise<void> => {
    const step = steps.takeLast();
    if (step === undefined) return showHint(<NothingToUndoNotice />, noticeId);
    try {
      await step.takeBack();
      showNotification(step.undone, noticeId);
    } catch (error) {
      if (isUndecided(error)) steps.done(step);
      showFailure(error, noticeId);
    }
  };
  const undo = () => steps.inOrder(takeBackLast);

  /** A step is taken back under one key, however often that is tried. */
  const takeBackCounts = (changes: readonly CountsChange[]): (() => Promise<void>) => {
    const entries = changes.map(({ type: { id }, entryId }) => ({ id, entryId }));
    const ids = entries.map(({ id }) => id);
    const { mutate } = miniatures.undoMany;
    const send = prepare({ name: 'undoMany', ids, input: { entries }, mutate });
    return async () => {
      try {
        await send();
      } finally {
        await cache.refresh(ids).catch(() => {});
      }
    };
  };

  /** Shows what will be, sends, and tells the outcome. */
  const changeCounts = async (command: CountsCommand): Promise<boolean> => {
    const { deltas, send, notice, undone } = command;
    for (const { id, ...delta } of deltas) cache.begin(id, delta);
    try {
      const changes = await steps.inOrder(async () => {
        const answers = await send();
        steps.done({ takeBack: takeBackCounts(answers), undone });
        return answers;
      });
      showNotification(notice, noticeId);
      await Promise.all(changes.map(({ type }) => cache.end(type.id, type)));
      return true;
    } catch (error) {
      showFailure(error, noticeId);
      await Promise.all(deltas.map(({ id }) => cache.end(id, undefined)));
      return false;
    }
  };

  const setArchived = (types: readonly Named[], archived: boolean): (() => Promise<void>) => {
    const ids = types.map(({ id }) => id);
    const { archiveTypes, restoreTypes } = miniatures;
    const send = prepare({
      name: archived ? 'archiveTypes' : 'restoreTypes',
      ids,
      input: { ids },
      mutate: (archived ? archiveTypes : restoreTypes).mutate,
    });
    return async () => cache.replace(await send());
  };

  const setName = (id: string, name: string): (() => Promise<MiniatureType>) => {
    const { mutate } = miniatures.rename;
    const send = prepare({ name: 'rename', ids: [id], input: { id, name }, mutate });
    return async () => {
      const type = await send();
      cache.replace([type]);
      return type;
    };
  };

  const move = ({ id, name }: Named, step: StageMove) => {
    const { mutate } = miniatures.move;
    const send = prepare({ name: 'move', ids: [id], input: { id, ...step }, mutate });
    return changeCounts({
      deltas: [{ id, ...step }],
      send: async () => [await send()],
      notice: <MovedNotice name={name} move={step} onUndo={undo} />,
      undone: <MovedNotice name={name} move={step} />,
    });
  };

  return {
    undo,
    move,
    /** One of them goes on; where there is none, that is told without asking the server. */
    async moveOne({ id, name }: Named, from: Stage, to: Stage): Promise<boolean> {
      if (cache.find(id)?.counts[from] === 0) {
        showHint(<EmptyStageNotice name={name} stage={from} />, noticeId);
        return false;
      }
      return move({ id, name }, { from, to, quantity: 1 });
    },
    add({ id, name }: Named, quantity: number): Promise<boolean> {
      const { mutate } = miniatures.addToBox;
      const send = prepare({ name: 'addToBox', ids: [id], input: { id, quantity }, mutate });
      return changeCounts({
        deltas: [{ id, from: null, to: 'IN_BOX', quantity }],
        send: async () => [await send()],
        notice: <AddedNotice name={name} quantity={quantity} onUndo={undo} />,
        undone: <AddedNotice name={name} quantity={quantity} />,
      });
    },
    /** All or nothing; all of them from the same stage to the same. */
    async moveMany(moves: readonly (StageMove & { readonly id: string })[]): Promise<boolean> {
      const [first] = moves;
      if (first === undefined) return false;
      const { mutate } = miniatures.moveMany;
      const ids = moves.map(({ id }) => id);
      return changeCounts({
        deltas: moves,
        send: prepare({ name: 'moveMany', ids, input: { moves: [...moves] }, mutate }),
        notice: <MovedManyNotice types={moves.length} move={first} onUndo={undo} />,
        undone: <MovedManyNotice types={moves.length} move={first} />,
      });
    },
    /** Takes types out of use or back into it, all or nothing. */
    async archive(types: readonly Named[], archived: boolean): Promise<boolean> {
      const names = types.map(({ name }) => name);
      const send = setArchived(types, archived);
      try {
        await steps.inOrder(async () => {
          await send();
          steps.done({
            takeBack: setArchived(types, !archived),
            undone: <ArchivedNotice names={names} archived={!archived} />,
          });
        });
        showNotification(
          <ArchivedNotice names={names} archived={archived} onUndo={undo} />,
          noticeId,
        );
        return true;
      } catch (error) {
        showFailure(error, noticeId);
        return false;
      }
    },
    /** Rejects with the server's refusal, which belongs beside the name that was typed. */
    async rename({ id, name: before }: Named, wanted: string): Promise<void> {
      const send = setName(id, wanted);
      const { name } = await steps.inOrder(async () => {
        const type = await send();
        steps.done({
          takeBack: setName(id, before),
          undone: <RenamedNotice name={before} />,
        });
        return type;
      });
      showNotification(<RenamedNotice name={name} onUndo={undo} />, noticeId);
    },
    /** Rejects with the server's refusal, which belongs beside the name that was typed. */
    create(name: string): Promise<MiniatureType> {
      const { mutate } = miniatures.create;
      return prepare({ name: 'create', ids: [], input: { name }, mutate })();
    },
    tellCreated(name: string): void {
      showNotification(<CreatedNotice name={name} />, noticeId);
    },
  };
}

export type TypeActions = ReturnType<typeof createActions>;
