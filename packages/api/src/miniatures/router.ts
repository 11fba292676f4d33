import { typeState, typeStates } from '@atelier/db/miniatures/audited-types.ts';
import { groupedHistory, groupedMoves, rawHistory } from '@atelier/db/miniatures/history-reads.ts';
import {
  allTypes,
  collectionOverview,
  listTypes,
  namesakeOf,
  typesById,
} from '@atelier/db/miniatures/reads.ts';
import { miniaturesActions } from '@atelier/domain/miniatures/actions.ts';
import {
  addToBoxInput,
  createTypeInput,
  historyInput,
  listTypesInput,
  moveInput,
  moveManyInput,
  namesakeInput,
  renameTypeInput,
  statisticsInput,
  typeIdInput,
  typeIdsInput,
  typeNumberInput,
  typesByIdInput,
  undoInput,
  undoManyInput,
} from '@atelier/domain/miniatures/schemas.ts';
import { miniaturesPipeline } from '@atelier/domain/miniatures/stages.ts';
import type { Knex } from 'knex';
import { command, query, statement } from '../kernel/command.ts';
import type { Entity } from '../kernel/effect.ts';
import { router } from '../kernel/trpc/procedure.ts';
import {
  addToBox,
  archive,
  archiveMany,
  create,
  discard,
  move,
  moveMany,
  rename,
  requireType,
  requireTypeId,
  restore,
  restoreMany,
  undo,
  undoMany,
} from './commands.ts';
import { readStatistics } from './statistics.ts';
import { readWaiting } from './waiting.ts';

const read = { needs: miniaturesActions.read };
const write = { needs: miniaturesActions.write };

const type: Entity = { name: 'type', read: typeStates };
const itsId = ({ id }: { readonly id: string }) => id;
const itsIds = ({ ids }: { readonly ids: readonly string[] }) => ids;
const relistsOne = { ...write, effect: { on: type, changes: itsId, is: typeState, inLists: true } };
const relistsMany = { ...write, effect: { on: type, changes: itsIds, inLists: true } };

/** A read of one type, which has to be there. */
function ofType<Input extends { readonly id: string }, Result>(
  read: (db: Knex, input: Input) => Promise<Result>,
) {
  return async (db: Knex, input: Input): Promise<Result> => {
    await requireType(db, input);
    return read(db, input);
  };
}

export const miniaturesRouter = router({
  list: query({ ...read, input: listTypesInput, run: listTypes }),
  all: query({ ...read, run: allTypes }),
  overview: query({ ...read, run: collectionOverview }),
  waiting: query({ ...read, run: readWaiting }),
  byIds: query({ ...read, input: typesByIdInput, run: (db, { ids }) => typesById(db, ids) }),
  get: query({ ...read, input: typeIdInput, run: requireType }),
  idOf: query({ ...read, input: typeNumberInput, run: requireTypeId }),
  namesake: query({ ...read, input: namesakeInput, run: namesakeOf }),
  history: query({ ...read, input: historyInput, run: ofType(groupedHistory) }),
  rawHistory: query({ ...read, input: historyInput, run: ofType(rawHistory) }),
  groupedMoves: query({
    ...read,
    input: typeIdInput,
    run: ofType((db, { id }) => groupedMoves(db, id)),
  }),
  statistics: query({ ...read, input: statisticsInput, run: readStatistics }),

  create: command({
    ...write,
    input: createTypeInput,
    effect: { on: type, creates: itsId, is: typeState },
    run: create,
  }),
  discard: command({
    ...write,
    input: typeIdInput,
    effect: { on: type, removes: itsId },
    run: discard,
  }),
  rename: command({ ...relistsOne, input: renameTypeInput, run: rename }),
  archive: command({ ...relistsOne, input: typeIdInput, run: archive }),
  restore: command({ ...relistsOne, input: typeIdInput, run: restore }),
  archiveTypes: command({ ...relistsMany, input: typeIdsInput, run: archiveMany }),
  restoreTypes: command({ ...relistsMany, input: typeIdsInput, run: restoreMany }),
  addToBox: statement({
    ...write,
    input: addToBoxInput,
    effect: {
      on: type,
      changes: itsId,
      told: ({ quantity }) => ({ to: miniaturesPipeline.first, quantity }),
    },
    run: addToBox,
  }),
  move: statement({
    ...write,
    input: moveInput,
    effect: {
      on: type,
      changes: itsId,
      told: ({ from, to, quantity }) => ({ from, to, quantity }),
    },
    run: move,
  }),
  moveMany: command({
    ...write,
    input: moveManyInput,
    effect: { on: type, changes: ({ moves }) => moves.map(itsId) },
    run: moveMany,
  }),
  undo: command({
    ...write,
    input: undoInput,
    effect: { on: type, changes: itsId },
    run: undo,
  }),
  undoMany: command({
    ...write,
    input: undoManyInput,
    effect: { on: type, changes: ({ entries }) => entries.map(itsId) },
    run: undoMany,
  }),
});
