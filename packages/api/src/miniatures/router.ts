import { groupedHistory, groupedMoves, rawHistory } from '@atelier/db/miniatures/history-reads.ts';
import {
  allTypes,
  collectionOverview,
  listTypes,
  typesById,
} from '@atelier/db/miniatures/reads.ts';
import {
  addToBoxInput,
  createTypeInput,
  historyInput,
  listTypesInput,
  moveInput,
  moveManyInput,
  renameTypeInput,
  statisticsInput,
  typeIdInput,
  typeIdsInput,
  typesByIdInput,
  undoInput,
  undoManyInput,
} from '@atelier/domain/miniatures/schemas.ts';
import type { Context } from '../kernel/context.ts';
import { runCommand, runStatement } from '../kernel/run-command.ts';
import { procedure, router } from '../kernel/trpc.ts';
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
  undo,
  undoMany,
} from './commands.ts';
import { readStatistics } from './statistics.ts';

/** Tells every open page which types changed; null after a change to the list itself. */
function changed<Result>(ctx: Context, ids: readonly string[] | null, result: Result): Result {
  ctx.notifier.notify({ area: 'miniatures', ids });
  return result;
}

function idsOf(parts: readonly { readonly id: string }[]): readonly string[] {
  return [...new Set(parts.map(({ id }) => id))];
}

export const miniaturesRouter = router({
  list: procedure.input(listTypesInput).query(({ ctx, input }) => listTypes(ctx.db, input)),
  all: procedure.query(({ ctx }) => allTypes(ctx.db)),
  overview: procedure.query(({ ctx }) => collectionOverview(ctx.db)),
  byIds: procedure.input(typesByIdInput).query(({ ctx, input }) => typesById(ctx.db, input.ids)),
  get: procedure.input(typeIdInput).query(({ ctx, input }) => requireType(ctx.db, input.id)),
  history: procedure.input(historyInput).query(async ({ ctx, input }) => {
    await requireType(ctx.db, input.id);
    return groupedHistory(ctx.db, input);
  }),
  rawHistory: procedure.input(historyInput).query(async ({ ctx, input }) => {
    await requireType(ctx.db, input.id);
    return rawHistory(ctx.db, input);
  }),
  groupedMoves: procedure.input(typeIdInput).query(async ({ ctx, input }) => {
    await requireType(ctx.db, input.id);
    return groupedMoves(ctx.db, input.id);
  }),
  statistics: procedure.input(statisticsInput).query(async ({ ctx, input }) => {
    if (input.id !== undefined) await requireType(ctx.db, input.id);
    return readStatistics(ctx.db, input);
  }),

  create: procedure.input(createTypeInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.create', input };
    const type = await runCommand(ctx, call, (trx) => createType(trx, input.name));
    return changed(ctx, null, type);
  }),
  discard: procedure.input(typeIdInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.discard', input };
    return changed(ctx, null, await runCommand(ctx, call, (trx) => discard(trx, input.id)));
  }),
  rename: procedure.input(renameTypeInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.rename', input };
    const type = await runCommand(ctx, call, (trx) => rename(trx, input.id, input.name));
    return changed(ctx, null, type);
  }),
  archive: procedure.input(typeIdInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.archive', input };
    return changed(ctx, null, await runCommand(ctx, call, (trx) => archive(trx, input.id, true)));
  }),
  restore: procedure.input(typeIdInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.restore', input };
    return changed(ctx, null, await runCommand(ctx, call, (trx) => archive(trx, input.id, false)));
  }),
  archiveTypes: procedure.input(typeIdsInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.archiveTypes', input };
    const types = await runCommand(ctx, call, (trx) => archiveMany(trx, input.ids, true));
    return changed(ctx, null, types);
  }),
  restoreTypes: procedure.input(typeIdsInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.restoreTypes', input };
    const types = await runCommand(ctx, call, (trx) => archiveMany(trx, input.ids, false));
    return changed(ctx, null, types);
  }),
  addToBox: procedure.input(addToBoxInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.addToBox', input };
    const change = await runStatement(ctx, call, (db) => addToBox(db, input.id, input.quantity));
    return changed(ctx, [input.id], change);
  }),
  move: procedure.input(moveInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.move', input };
    const change = await runStatement(ctx, call, (db) => move(db, input));
    return changed(ctx, [input.id], change);
  }),
  moveMany: procedure.input(moveManyInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.moveMany', input };
    const changes = await runCommand(ctx, call, (trx) => moveMany(trx, input.moves));
    return changed(ctx, idsOf(input.moves), changes);
  }),
  undo: procedure.input(undoInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.undo', input };
    const change = await runCommand(ctx, call, (trx) => undo(trx, input.id, input.entryId));
    return changed(ctx, [input.id], change);
  }),
  undoMany: procedure.input(undoManyInput).mutation(async ({ ctx, input }) => {
    const call = { command: 'miniatures.undoMany', input };
    const changes = await runCommand(ctx, call, (trx) => undoMany(trx, input.entries));
    return changed(ctx, idsOf(input.entries), changes);
  }),
});
