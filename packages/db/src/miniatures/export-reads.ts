import type { Counts, Stage } from '@atelier/domain/miniatures/stages.ts';
import type { Knex } from 'knex';
import { singleConnection } from '../kernel/single-connection.ts';

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
  /** The type's moves that stand, oldest first, in pieces. */
  readonly history: AsyncIterable<readonly ExportEvent[]>;
}

const pieceSize = 5000;

/**
 * The whole collection as it stands at one moment (one snapshot), archived types too, by name in the
 * order of code points, which is the same on every machine. Holds one piece of history at a time;
 * take each type's history before the next type.
 */
export async function* exportTypes(pool: Knex): AsyncGenerator<ExportType> {
  const db = singleConnection(pool);
  try {
    await db.raw('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await db.raw(`
      SELECT type.id, type.name, jsonb_object_agg(c.stage_name, c.count) AS counts
      FROM miniatures.miniature_types AS type
      JOIN miniatures.stage_counts AS c ON c.type_id = type.id
      GROUP BY type.id ORDER BY type.name COLLATE "C"`);
    for (const { id, name, counts } of rows) {
      yield { name, counts, history: historyPieces(db, id) };
    }
  } finally {
    await db.destroy();
  }
}

async function* historyPieces(db: Knex, typeId: string): AsyncGenerator<readonly ExportEvent[]> {
  let after: { created_at: string | null; id: string | null } = { created_at: null, id: null };
  for (;;) {
    const { rows }: { rows: (ExportEvent & { id: string })[] } = await db.raw(
      `SELECT h.id, h.from_stage, h.to_stage, h.qty,
         replace(to_char(h.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           '.000000Z', 'Z') AS created_at
       FROM miniatures.history_logs AS h
       WHERE h.type_id = :typeId AND h.kind = 'move'
         AND (:at::timestamptz IS NULL OR (h.created_at, h.id) > (:at::timestamptz, :id::uuid))
         AND NOT EXISTS (SELECT FROM miniatures.history_logs AS u WHERE u.undoes_id = h.id)
       ORDER BY h.created_at, h.id LIMIT ${pieceSize}`,
      { typeId, at: after.created_at, id: after.id },
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pieceSize) return;
    after = last;
  }
}
