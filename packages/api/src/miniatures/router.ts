import { groupedHistory, groupedMoves, rawHistory } from '@atelier/db/miniatures/history-reads.ts';
import {
  allTypes,
  collectionOverview,
  listTypes,
  namesakeOf,
  typesById,
} from '@atelier/db/miniatures/reads.ts';
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
import type { Knex } from 'knex';
import { command, query } from '../kernel/command.ts';
import type { Touched } from '../kernel/command-record.ts';
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

const read = { permission: 'miniatures.read' } as const;
const write = { permission: 'miniatures.write' } as const;

/** These types; or the list of them, where one came, went or goes by another name. */
const types = (parts: readonly { readonly id: string }[]): readonly Touched[] => [
  { entity: 'type', ids: [...new Set(parts.map(({ id }) => id))] },
];
const list = { ...write, touches: (): readonly Touched[] => [{ entity: 'type', ids: null }] };

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
    ...list,
    input: createTypeInput,
    run: (trx, { name }) => createType(trx, name),
  }),
  discard: command({ ...list, input: typeIdInput, run: (trx, { id }) => discard(trx, id) }),
  rename: command({
    ...list,
    input: renameTypeInput,
    run: (trx, { id, name }) => rename(trx, id, name),
  }),
  archive: command({ ...list, input: typeIdInput, run: (trx, { id }) => archive(trx, id, true) }),
  restore: command({ ...list, input: typeIdInput, run: (trx, { id }) => archive(trx, id, false) }),
  archiveTypes: command({
    ...list,
    input: typeIdsInput,
    run: (trx, { ids }) => archiveMany(trx, ids, true),
  }),
  restoreTypes: command({
    ...list,
    input: typeIdsInput,
    run: (trx, { ids }) => archiveMany(trx, ids, false),
  }),
  addToBox: command({
    ...write,
    input: addToBoxInput,
    singleStatement: true,
    run: (db, { id, quantity }) => addToBox(db, id, quantity),
    touches: (input) => types([input]),
  }),
  move: command({
    ...write,
    input: moveInput,
    singleStatement: true,
    run: move,
    touches: (input) => types([input]),
  }),
  moveMany: command({
    ...write,
    input: moveManyInput,
    run: (trx, { moves }) => moveMany(trx, moves),
    touches: ({ moves }) => types(moves),
  }),
  undo: command({
    ...write,
    input: undoInput,
    run: (trx, { id, entryId }) => undo(trx, id, entryId),
    touches: (input) => types([input]),
  }),
  undoMany: command({
    ...write,
    input: undoManyInput,
    run: (trx, { entries }) => undoMany(trx, entries),
    touches: ({ entries }) => types(entries),
  }),
});
