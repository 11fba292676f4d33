import { typeStates } from '@atelier/db/miniatures/audited-types.ts';
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
  createType,
  discard,
  move,
  moveMany,
  rename,
  requireType,
  requireTypeId,
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

/** A read of one type, which has to be there. */
function ofType<Input extends { readonly id: string }, Result>(
  read: (db: Knex, input: Input) => Promise<Result>,
) {
  return async (db: Knex, input: Input): Promise<Result> => {
    await requireType(db, input.id);
    return read(db, input);
  };
}

export const miniaturesRouter = router({
  list: query({ ...read, input: listTypesInput, run: listTypes }),
  all: query({ ...read, run: allTypes }),
  overview: query({ ...read, run: collectionOverview }),
  waiting: query({ ...read, run: readWaiting }),
  byIds: query({ ...read, input: typesByIdInput, run: (db, { ids }) => typesById(db, ids) }),
  get: query({ ...read, input: typeIdInput, run: (db, { id }) => requireType(db, id) }),
  idOf: query({
    ...read,
    input: typeNumberInput,
    run: (db, { number }) => requireTypeId(db, number),
  }),
  namesake: query({ ...read, input: namesakeInput, run: namesakeOf }),
  history: query({ ...read, input: historyInput, run: ofType(groupedHistory) }),
  rawHistory: query({ ...read, input: historyInput, run: ofType(rawHistory) }),
  groupedMoves: query({
    ...read,
    input: typeIdInput,
    run: ofType((db, { id }) => groupedMoves(db, id)),
  }),
  statistics: query({
    ...read,
    input: statisticsInput,
    run: async (db, input) => {
      if (input.id !== undefined) await requireType(db, input.id);
      return readStatistics(db, input);
    },
  }),

  create: command({
    ...write,
    input: createTypeInput,
    effect: { on: type, creates: itsId },
    run: (trx, { name }) => createType(trx, name),
  }),
  discard: command({
    ...write,
    input: typeIdInput,
    effect: { on: type, removes: itsId },
    run: (trx, { id }) => discard(trx, id),
  }),
  rename: command({
    ...write,
    input: renameTypeInput,
    effect: { on: type, changes: itsId, inLists: true },
    run: (trx, { id, name }) => rename(trx, id, name),
  }),
  archive: command({
    ...write,
    input: typeIdInput,
    effect: { on: type, changes: itsId, inLists: true },
    run: (trx, { id }) => archive(trx, id, true),
  }),
  restore: command({
    ...write,
    input: typeIdInput,
    effect: { on: type, changes: itsId, inLists: true },
    run: (trx, { id }) => archive(trx, id, false),
  }),
  archiveTypes: command({
    ...write,
    input: typeIdsInput,
    effect: { on: type, changes: itsIds, inLists: true },
    run: (trx, { ids }) => archiveMany(trx, ids, true),
  }),
  restoreTypes: command({
    ...write,
    input: typeIdsInput,
    effect: { on: type, changes: itsIds, inLists: true },
    run: (trx, { ids }) => archiveMany(trx, ids, false),
  }),
  addToBox: statement({
    ...write,
    input: addToBoxInput,
    effect: {
      on: type,
      changes: itsId,
      told: ({ quantity }) => ({ to: miniaturesPipeline.first, quantity }),
    },
    run: (run, { id, quantity }) => addToBox(run, id, quantity),
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
    run: (trx, { moves }) => moveMany(trx, moves),
  }),
  undo: command({
    ...write,
    input: undoInput,
    effect: { on: type, changes: itsId },
    run: (trx, { id, entryId }) => undo(trx, id, entryId),
  }),
  undoMany: command({
    ...write,
    input: undoManyInput,
    effect: { on: type, changes: ({ entries }) => entries.map(itsId) },
    run: (trx, { entries }) => undoMany(trx, entries),
  }),
});
