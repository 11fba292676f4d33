import type { Counts, Stage } from '@atelier/domain/miniatures/stages.ts';
import type { Knex } from 'knex';
import { singleConnection } from '../kernel/single-connection.ts';
import { countColumns } from './reads.ts';

/** An event of an export, in the contract's names. */
export interface ExportEvent {
  readonly from_stage: Stage;
  readonly to_stage: Stage;
  readonly qty: number;
  readonly created_at: string;
}

export interface ExportType {
  readonly name: string;
  readonly counts: Counts;
  /** The type's moves that stand, oldest first, in pieces; none of them is empty. */
  readonly history: AsyncIterable<readonly ExportEvent[]> | Iterable<readonly ExportEvent[]>;
}

/** So many events are held at most: of one type's history, or of several types' together. */
const pieceSize = 5000;
/** And so many types are read together: as many as there are would not be a short statement. */
const typesAtOnce = 1000;

interface TypeRow extends Counts {
  readonly id: string;
  readonly name: string;
  /** The rows of its history; those that an export leaves out are among them. */
  readonly entries: number;
}

/**
 * The whole collection as it is at one moment (one snapshot), including archived types, sorted by name in
 * the order of code points, which is the same on every machine. Holds one piece of history at a time; take
 * each type's history before the next type.
 */
export async function* exportTypes(pool: Knex): AsyncGenerator<ExportType> {
  const db = singleConnection(pool);
  try {
    await db.raw('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows }: { rows: TypeRow[] } = await db.raw(`
      SELECT type.id, type.name, ${countColumns},
        (SELECT count(*)::integer FROM miniatures.history_logs AS h WHERE h.type_id = type.id) AS entries
      FROM miniatures.miniature_types AS type
      JOIN miniatures.stage_counts AS c ON c.type_id = type.id
      GROUP BY type.id ORDER BY type.name COLLATE "C"`);
    for (const batch of inBatches(rows)) {
      const pieces = historyPieces(
        db,
        batch.map(({ id }) => id),
      );
      const histories = batch.length === 1 ? undefined : await byType(pieces);
      for (const { id, name, entries: _, ...counts } of batch) {
        const history = histories === undefined ? pieces : (histories.get(id) ?? []);
        yield { name, counts, history };
      }
    }
  } finally {
    await db.destroy();
  }
}

/** Types that follow each other, as many as have a piece of history together; one with more is alone. */
function* inBatches(types: readonly TypeRow[]): Generator<readonly TypeRow[]> {
  let batch: TypeRow[] = [];
  let entries = 0;
  for (const type of types) {
    if (batch.length > 0 && (entries + type.entries > pieceSize || batch.length === typesAtOnce)) {
      yield batch;
      batch = [];
      entries = 0;
    }
    batch.push(type);
    entries += type.entries;
  }
  if (batch.length > 0) yield batch;
}

type EventRow = ExportEvent & { readonly id: string; readonly type_id: string };

/** The moves of these types that stand, oldest first, whichever type they are of. */
async function* historyPieces(
  db: Knex,
  typeIds: readonly string[],
): AsyncGenerator<readonly EventRow[]> {
  let after: { created_at: string | null; id: string | null } = { created_at: null, id: null };
  for (;;) {
    const { rows }: { rows: EventRow[] } = await db.raw(
      `SELECT h.id, h.type_id, h.from_stage, h.to_stage, h.qty,
         replace(to_char(h.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           '.000000Z', 'Z') AS created_at
       FROM miniatures.history_logs AS h
       WHERE h.type_id = ANY(:typeIds::uuid[]) AND h.kind = 'move'
         AND (:at::timestamptz IS NULL OR (h.created_at, h.id) > (:at::timestamptz, :id::uuid))
         AND NOT EXISTS (SELECT FROM miniatures.history_logs AS u WHERE u.undoes_id = h.id)
       ORDER BY h.created_at, h.id LIMIT ${pieceSize}`,
      { typeIds, at: after.created_at, id: after.id },
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pieceSize) return;
    after = last;
  }
}

/** What a few short histories are together, as one piece of each type that has any. */
async function byType(
  pieces: AsyncIterable<readonly EventRow[]>,
): Promise<ReadonlyMap<string, readonly [readonly ExportEvent[]]>> {
  const histories = new Map<string, [ExportEvent[]]>();
  for await (const piece of pieces) {
    for (const event of piece) {
      const known = histories.get(event.type_id);
      if (known === undefined) histories.set(event.type_id, [[event]]);
      else known[0].push(event);
    }
  }
  return histories;
}
