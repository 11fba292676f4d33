import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { createGrouper, groupNeighbours } from '@atelier/domain/kernel/grouping.ts';
import {
  type HistoryGroup,
  historyGrouping,
  moveGrouping,
  summarizeGroup,
} from '@atelier/domain/miniatures/history.ts';
import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import type { EntryKind, HistoryEntry, Page } from '@atelier/domain/miniatures/types.ts';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';

export interface HistoryQuery {
  readonly id: string;
  readonly limit: number;
  readonly cursor?: string | null | undefined;
}

/** Where a page ended: the sort key of its last row. */
type Position = { readonly at: number; readonly id: string };

interface HistoryRow {
  id: string;
  kind: EntryKind;
  from_stage: Stage | null;
  to_stage: Stage | null;
  qty: number;
  undoes_id: string | null;
  imported: boolean;
  undone: boolean;
  at: string;
}

const micros = '(extract(epoch from h.created_at) * 1000000)::bigint';
const columns = `h.id, h.kind, h.from_stage, h.to_stage, h.qty, h.undoes_id, h.imported, ${micros} AS at,
  EXISTS (SELECT FROM miniatures.history_logs AS u WHERE u.undoes_id = h.id) AS undone`;
/** What stands: neither an undo nor taken back by one. */
const standing = `h.kind <> 'undo'
  AND NOT EXISTS (SELECT FROM miniatures.history_logs AS u WHERE u.undoes_id = h.id)`;

/** Every row of a type's history, newest first, a page at a time. */
export async function rawHistory(db: Knex, query: HistoryQuery): Promise<Page<HistoryEntry>> {
  const before = query.cursor ? decodePosition(query.cursor) : undefined;
  const entries = await newestEntries(db, query.id, query.limit + 1, before);
  const items = entries.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: entries.length > items.length && last ? encodeCursor([last.at, last.id]) : null,
  };
}

/**
 * The entries of a type's history that stand (neither an undo nor undone), newest first, with neighbours
 * grouped, one page at a time. A page ends where a group ends: rows are read until the next group has
 * begun.
 */
export async function groupedHistory(db: Knex, query: HistoryQuery): Promise<Page<HistoryGroup>> {
  const grouper = createGrouper(historyGrouping);
  const items: HistoryGroup[] = [];
  let before = query.cursor ? decodePosition(query.cursor) : undefined;
  const chunk = 1000;
  for (;;) {
    const entries = await newestEntries(db, query.id, chunk, before, standing);
    for (const entry of entries) {
      const closed = grouper.push(entry);
      if (closed !== undefined) items.push(summarizeGroup(closed));
      if (items.length === query.limit && before !== undefined) {
        return { items, nextCursor: encodeCursor([before.at, before.id]) };
      }
      before = entry;
    }
    if (entries.length < chunk) break;
  }
  const rest = grouper.flush();
  if (rest !== undefined) items.push(summarizeGroup(rest));
  return { items, nextCursor: null };
}

/** The moves that stand, oldest first, neighbours grouped: what the REST contract calls a history. */
export async function groupedMoves(db: Knex, typeId: string): Promise<readonly HistoryGroup[]> {
  const { rows } = await db.raw(
    `SELECT ${columns} FROM miniatures.history_logs AS h
     WHERE h.type_id = ? AND h.kind = 'move' AND ${standing} ORDER BY h.created_at, h.id`,
    [typeId],
  );
  return [...groupNeighbours(rows.map(toEntry), moveGrouping)].map(summarizeGroup);
}

/** The newest move or add of our own that stands, or undefined: what an undo would take back. */
export async function latestStanding(db: Knex, typeId: string): Promise<HistoryEntry | undefined> {
  const own = `${standing} AND h.kind <> 'import' AND NOT h.imported`;
  const [entry] = await newestEntries(db, typeId, 1, undefined, own);
  return entry;
}

async function newestEntries(
  db: Knex,
  typeId: string,
  limit: number,
  before: Position | undefined,
  condition = 'true',
): Promise<readonly HistoryEntry[]> {
  const { rows } = await db.raw(
    `SELECT ${columns} FROM miniatures.history_logs AS h
     WHERE h.type_id = :typeId AND ${condition}
       AND (:at::bigint IS NULL OR (h.created_at, h.id) <
            (timestamptz 'epoch' + :at::bigint * interval '1 microsecond', :beforeId::uuid))
     ORDER BY h.created_at DESC, h.id DESC LIMIT :limit`,
    { typeId, limit, at: before?.at ?? null, beforeId: before?.id ?? null },
  );
  return rows.map(toEntry);
}

function toEntry(row: HistoryRow): HistoryEntry {
  return {
    id: row.id,
    kind: row.kind,
    from: row.from_stage,
    to: row.to_stage,
    quantity: row.qty,
    undoesId: row.undoes_id,
    imported: row.imported,
    undone: row.undone,
    at: Number(row.at),
  };
}

function decodePosition(cursor: string): Position {
  const [at, id] = decodeCursor(cursor, 2);
  if (typeof at !== 'number' || !Number.isInteger(at) || typeof id !== 'string') {
    throw kernelError('ERR_VALIDATION', { field: 'cursor' });
  }
  return { at, id };
}
