import { newId } from '@atelier/db/kernel/new-id.ts';
import { type RunStatement, statementsOn } from '@atelier/db/kernel/prepared-query.ts';
import { latestStanding } from '@atelier/db/miniatures/history-reads.ts';
import { findType, findTypeId, typesById } from '@atelier/db/miniatures/reads.ts';
import { type NewEntry, recordEntry } from '@atelier/db/miniatures/record-entry.ts';
import {
  databaseNow,
  deleteUntouchedType,
  insertType,
  lockCounts,
  renameType,
  setArchived,
} from '@atelier/db/miniatures/writes.ts';
import { assertMove } from '@atelier/domain/miniatures/decide-move.ts';
import { miniaturesError } from '@atelier/domain/miniatures/errors.ts';
import { checkUndo } from '@atelier/domain/miniatures/history.ts';
import { maxQuantity, miniaturesPipeline, type Stage } from '@atelier/domain/miniatures/stages.ts';
import type { CountsChange, MiniatureType } from '@atelier/domain/miniatures/types.ts';
import type { Knex } from 'knex';

/** One type. */
interface One {
  readonly id: string;
}

/** Several types, of which one may be named twice. */
interface Several {
  readonly ids: readonly string[];
}

/** A quantity of one type, on its way forward. */
export interface TypeMove extends One {
  readonly from: Stage;
  readonly to: Stage;
  readonly quantity: number;
}

/** Throws `ERR_DUPLICATE_TYPE_NAME`. */
export async function create(
  trx: Knex.Transaction,
  { name }: { readonly name: string },
): Promise<MiniatureType> {
  const id = newId();
  await insertType(trx, { id, name });
  return requireType(trx, { id });
}

/** Throws `ERR_TYPE_NOT_FOUND`, `ERR_DUPLICATE_TYPE_NAME`. */
export async function rename(
  trx: Knex.Transaction,
  { id, name }: One & { readonly name: string },
): Promise<MiniatureType> {
  await renameType(trx, id, name);
  return requireType(trx, { id });
}

/**
 * Takes back a type that was created by mistake, as long as nothing has happened to it. Throws
 * `ERR_TYPE_NOT_FOUND`, `ERR_TYPE_HAS_HISTORY`.
 */
export async function discard(trx: Knex.Transaction, { id }: One): Promise<One> {
  await requireType(trx, { id });
  if (!(await deleteUntouchedType(trx, id))) throw miniaturesError('ERR_TYPE_HAS_HISTORY');
  return { id };
}

/** Takes a type out of use; doing it twice changes nothing. Throws `ERR_TYPE_NOT_FOUND`. */
export function archive(trx: Knex.Transaction, { id }: One): Promise<MiniatureType> {
  return keep(trx, id, true);
}

/** Takes a type back into use; doing it twice changes nothing. Throws `ERR_TYPE_NOT_FOUND`. */
export function restore(trx: Knex.Transaction, { id }: One): Promise<MiniatureType> {
  return keep(trx, id, false);
}

async function keep(trx: Knex.Transaction, id: string, archived: boolean): Promise<MiniatureType> {
  await setArchived(trx, [id], archived);
  return requireType(trx, { id });
}

/** The same for several types, all or nothing, answered in the order they came in. Throws `ERR_TYPE_NOT_FOUND`. */
export function archiveMany(
  trx: Knex.Transaction,
  { ids }: Several,
): Promise<readonly MiniatureType[]> {
  return keepMany(trx, ids, true);
}

/** The same for {@link restore}. */
export function restoreMany(
  trx: Knex.Transaction,
  { ids }: Several,
): Promise<readonly MiniatureType[]> {
  return keepMany(trx, ids, false);
}

async function keepMany(
  trx: Knex.Transaction,
  ids: readonly string[],
  archived: boolean,
): Promise<readonly MiniatureType[]> {
  const distinct = [...new Set(ids)];
  const found = await setArchived(trx, distinct, archived);
  if (found < distinct.length) throw miniaturesError('ERR_TYPE_NOT_FOUND');
  const types = new Map((await typesById(trx, distinct)).map((type) => [type.id, type]));
  return distinct.flatMap((id) => types.get(id) ?? []);
}

/** New miniatures come into the first stage. Throws `ERR_COUNT_LIMIT` and those of {@link write}. */
export async function addToBox(
  run: RunStatement,
  { id, quantity }: One & { readonly quantity: number },
): Promise<CountsChange> {
  return write(run, { ...blank(id), kind: 'add', to: miniaturesPipeline.first, quantity });
}

/** Moves forward. Throws those of {@link assertMove}, `ERR_INSUFFICIENT_QTY` and those of {@link write}. */
export async function move(
  run: RunStatement,
  { id, from, to, quantity }: TypeMove,
): Promise<CountsChange> {
  assertMove({ from, to, quantity });
  return write(run, { ...blank(id), kind: 'move', from, to, quantity });
}

/** Several moves, all or nothing, answered in the order they came in. */
export function moveMany(
  trx: Knex.Transaction,
  { moves }: { readonly moves: readonly TypeMove[] },
): Promise<readonly CountsChange[]> {
  const run = statementsOn(trx);
  return typeByType(moves, (one) => move(run, one));
}

/** What was written of a type, and is to be taken back; without the entry, whatever was last. */
interface Undoing extends One {
  readonly entryId?: string | undefined;
}

/**
 * Takes the latest move or purchase of a type back, with a row that names it. Throws
 * `ERR_NOTHING_TO_UNDO`, `ERR_UNDO_EXPIRED`, `ERR_UNDO_NOT_LATEST` and those of {@link write}.
 */
export async function undo(trx: Knex.Transaction, { id, entryId }: Undoing): Promise<CountsChange> {
  await requireType(trx, { id });
  await lockCounts(trx, id);
  const latest = await latestStanding(trx, id);
  const refusal = checkUndo(latest, entryId, await databaseNow(trx));
  if (refusal !== null || latest === undefined) {
    throw miniaturesError(refusal ?? 'ERR_NOTHING_TO_UNDO');
  }
  const { id: undoesId, from: to, to: from, quantity } = latest;
  const entry: NewEntry = { ...blank(id), kind: 'undo', from, to, quantity, undoesId };
  return write(statementsOn(trx), entry);
}

/**
 * Takes back several entries, all or nothing. They are given in the order in which they were written; the
 * latest is taken back first, and the answers are in the order of the entries.
 */
export async function undoMany(
  trx: Knex.Transaction,
  { entries }: { readonly entries: readonly Undoing[] },
): Promise<readonly CountsChange[]> {
  const changes = await typeByType(entries.toReversed(), (one) => undo(trx, one));
  return changes.toReversed();
}

/**
 * Does the steps one after another, in a fixed order of types whatever order they came in, so that two such
 * commands wait for each other instead of deadlocking. Within a type, their own order is kept.
 */
async function typeByType<Part extends { readonly id: string }>(
  parts: readonly Part[],
  act: (part: Part) => Promise<CountsChange>,
): Promise<readonly CountsChange[]> {
  const inOrder = parts.map((part, place) => ({ part, place }));
  inOrder.sort((a, b) =>
    a.part.id < b.part.id ? -1 : a.part.id > b.part.id ? 1 : a.place - b.place,
  );
  const changes: CountsChange[] = [];
  for (const { part, place } of inOrder) changes[place] = await act(part);
  return changes;
}

/** One type. Throws `ERR_TYPE_NOT_FOUND`. */
export async function requireType(db: Knex, { id }: One): Promise<MiniatureType> {
  const type = await findType(db, id);
  if (type === undefined) throw miniaturesError('ERR_TYPE_NOT_FOUND');
  return type;
}

/** The id of the type with this number. Throws `ERR_TYPE_NOT_FOUND`. */
export async function requireTypeId(
  db: Knex,
  { number }: { readonly number: number },
): Promise<string> {
  const id = await findTypeId(db, number);
  if (id === undefined) throw miniaturesError('ERR_TYPE_NOT_FOUND');
  return id;
}

/** An entry still without its change. */
function blank(typeId: string) {
  return { id: newId(), typeId, from: null, to: null, undoesId: null };
}

/** Writes an entry, or says which guard refused it. */
async function write(run: RunStatement, entry: NewEntry): Promise<CountsChange> {
  const outcome = await recordEntry(run, entry);
  if (outcome === undefined) throw miniaturesError('ERR_TYPE_NOT_FOUND');
  const { recorded, number, name, counts, createdAt, archivedAt } = outcome;
  if (!recorded) {
    if (archivedAt !== null) throw miniaturesError('ERR_TYPE_ARCHIVED');
    const available = entry.from === null ? entry.quantity : counts[entry.from];
    if (available < entry.quantity) throw miniaturesError('ERR_INSUFFICIENT_QTY', { available });
    throw miniaturesError('ERR_COUNT_LIMIT', { limit: maxQuantity });
  }
  const type = {
    id: entry.typeId,
    number,
    name,
    counts,
    createdAt: createdAt.toISOString(),
    archivedAt: null,
  };
  return { type, entryId: entry.id };
}
