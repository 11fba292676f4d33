import { newestToUndo } from '@atelier/domain/miniatures/history.ts';
import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import type { HistoryEntry, MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import type { LiveDependencies } from '../../kernel/areas.ts';
import type { Message, Outcome } from '../../kernel/commands/command.ts';
import { commandsOf, stepTopic } from '../../kernel/commands/commands.tsx';
import { Told } from '../../kernel/commands/told.tsx';
import { showFailure, showHint } from '../../kernel/notifications/show-notification.tsx';
import { type CountsDelta, nameOf, overviewId, type TypeTouch, typeRows } from './type-rows.ts';

/** From where to where, and how many. */
export interface StageMove {
  readonly from: Stage;
  readonly to: Stage;
  readonly quantity: number;
}

type Named = Pick<MiniatureType, 'id' | 'name'>;

/** A change of one type's counts. */
interface Change {
  readonly id: string;
  readonly delta: CountsDelta;
}

const microsPerMilli = 1000;
/** The most that the server gives at once: nobody clicks more often in five minutes. */
const maxEntries = 500;

/** What changes types, shown at once. Each tells its outcome in a notice with "Undo". */
function createActions(dependencies: LiveDependencies) {
  const rows = typeRows(dependencies);
  const commands = commandsOf('miniatures', dependencies, rows);

  const move = ({ id, name }: Named, delta: StageMove): Promise<Outcome> => {
    const told = { values: { count: delta.quantity, name }, names: routeNames(delta) };
    return commands.run({
      path: 'miniatures.move',
      input: { id, ...delta },
      touches: touching([{ id, delta }]),
      says: { key: 'miniatures:move.moved', ...told },
      undo: {
        ...undoing([{ id, delta }]),
        says: { key: 'miniatures:move.movedBack', ...told },
        group: groupOf(id, delta),
      },
    });
  };

  /** Takes back the newest that the type's history shows: all of one line, or its latest entry alone. */
  const undoNewest = async (id: string, howMuch: 'line' | 'entry'): Promise<void> => {
    const name = nameOf(rows.find(id));
    try {
      const { items } = await dependencies.client.miniatures.rawHistory.query({
        id,
        limit: maxEntries,
      });
      const line = newestToUndo(items, Date.now() * microsPerMilli);
      const taken = howMuch === 'line' ? line : line.slice(0, 1);
      if (taken.length === 0) return showNothingToUndo();
      const ids = new Set(taken.map((entry) => entry.id));
      commands.forgetSteps(
        (step) =>
          step.path === 'miniatures.undoMany' &&
          step.input.entries.every(({ entryId }) => ids.has(entryId)),
      );
      const oldestFirst = taken.toReversed();
      await commands.run({
        ...undoing(oldestFirst.map((delta) => ({ id, delta }))),
        input: { entries: oldestFirst.map((entry) => ({ id, entryId: entry.id })) },
        says: takenBack(name, oldestFirst),
      });
    } catch (error) {
      showFailure(error, stepTopic);
    }
  };

  return {
    move,
    /** Takes back what was done last here, or else the newest of the type that is open, if one is. */
    async undo(typeId: string | undefined): Promise<void> {
      if (await commands.undo()) return;
      if (typeId === undefined) showNothingToUndo();
      else await undoNewest(typeId, 'line');
    },
    undoNewest,
    /** One of them goes on; where there is none, that is told without asking the server. */
    async moveOne({ id, name }: Named, from: Stage, to: Stage): Promise<void> {
      if (rows.find(id)?.counts[from] !== 0) {
        await move({ id, name }, { from, to, quantity: 1 });
        return;
      }
      const names = { stage: stageKey(from) };
      const message = { key: 'miniatures:move.emptyStage', values: { name }, names };
      showHint(<Told message={message} />, stepTopic);
    },
    add({ id, name }: Named, quantity: number): Promise<Outcome> {
      const delta = { from: null, to: 'IN_BOX', quantity } as const;
      const values = { count: quantity, name };
      return commands.run({
        path: 'miniatures.addToBox',
        input: { id, quantity },
        touches: touching([{ id, delta }]),
        says: { key: 'miniatures:move.added', values },
        undo: {
          ...undoing([{ id, delta }]),
          says: { key: 'miniatures:move.addedBack', values },
          group: groupOf(id, delta),
        },
      });
    },
    /** All or nothing; all of them from the same stage to the same. */
    async moveMany(moves: readonly (StageMove & { readonly id: string })[]): Promise<Outcome> {
      const [first] = moves;
      if (first === undefined) return 'refused';
      const changes = moves.map(({ id, ...delta }) => ({ id, delta }));
      const told = { values: { count: moves.length }, names: routeNames(first) };
      return commands.run({
        path: 'miniatures.moveMany',
        input: { moves: [...moves] },
        touches: touching(changes),
        says: { key: 'miniatures:move.movedMany', ...told },
        undo: { ...undoing(changes), says: { key: 'miniatures:move.movedManyBack', ...told } },
      });
    },
    /** Takes types out of use or back into it, all or nothing. */
    archive(types: readonly Named[], archived: boolean): Promise<Outcome> {
      const ids = types.map(({ id }) => id);
      const touches = ids.map((id) => ({ id }));
      const [name = ''] = types.map((type) => type.name);
      const told = (word: 'archived' | 'restored'): Message =>
        types.length === 1
          ? { key: `miniatures:archive.${word}`, values: { name } }
          : { key: `miniatures:archive.${word}Many`, values: { count: types.length } };
      const archiving = { path: 'miniatures.archiveTypes', input: { ids } } as const;
      const restoring = { path: 'miniatures.restoreTypes', input: { ids } } as const;
      const common = { touches, relists: true };
      return commands.run({
        ...(archived ? archiving : restoring),
        ...common,
        says: told(archived ? 'archived' : 'restored'),
        undo: {
          ...(archived ? restoring : archiving),
          ...common,
          says: told(archived ? 'restored' : 'archived'),
        },
      });
    },
  };
}

export type TypeActions = ReturnType<typeof createActions>;

const known = new WeakMap<QueryClient, TypeActions>();

export function useTypeActions(): TypeActions {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const actions = known.get(queryClient) ?? createActions({ client, trpc, queryClient });
  known.set(queryClient, actions);
  return actions;
}

const stageKey = (stage: Stage) => `miniatures:stages.${stage}`;
const routeNames = ({ from, to }: StageMove) => ({ from: stageKey(from), to: stageKey(to) });

/** As the history sums up: the same type, the same from and to. */
const groupOf = (id: string, { from, to }: CountsDelta) => `${id}:${from}:${to}`;

/** What a change of counts touches: the types, and the collection summed up. */
function touching(changes: readonly Change[]): readonly TypeTouch[] {
  return changes.flatMap(({ id, delta }) => [
    { id, delta },
    { id: overviewId, delta },
  ]);
}

/** Takes changes of counts back, all with one command; which entries they are the answer tells. */
function undoing(changes: readonly Change[]) {
  const back = changes.map(({ id, delta: { from, to, quantity } }) => ({
    id,
    delta: { from: to, to: from, quantity },
  }));
  const input: { entries: { id: string; entryId: string }[] } = { entries: [] };
  return { path: 'miniatures.undoMany', input, touches: touching(back) } as const;
}

function takenBack(name: string, entries: readonly HistoryEntry[]): Message {
  const count = entries.reduce((sum, { quantity }) => sum + quantity, 0);
  const [{ from, to } = { from: null, to: null }] = entries;
  const values = { name, count };
  return from === null || to === null
    ? { key: 'miniatures:move.addedBack', values }
    : {
        key: 'miniatures:move.movedBack',
        values,
        names: routeNames({ from, to, quantity: count }),
      };
}

function showNothingToUndo(): void {
  showHint(<Told message={{ key: 'miniatures:move.nothingToUndo' }} />, stepTopic);
}
