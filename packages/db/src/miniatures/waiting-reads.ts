import type { LastMove, LongestWaiting } from '@atelier/domain/miniatures/waiting.ts';
import type { Knex } from 'knex';

const millis = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/**
 * The newest move of a type in use that stands, or null. Ids are in the order in which entries were written, so
 * it is found from the end of the primary key; moves that came with a file say nothing of what was done last.
 */
export async function lastMove(db: Knex): Promise<LastMove | null> {
  const { rows } = await db.raw(
    `SELECT type.id AS "typeId", type.name, h.from_stage AS "from", h.to_stage AS "to",
       h.qty AS quantity, ${millis('h.created_at')} AS at
     FROM miniatures.history_logs AS h JOIN miniatures.miniature_types AS type ON type.id = h.type_id
     WHERE h.kind = 'move' AND NOT h.imported AND type.archived_at IS NULL
       AND NOT EXISTS (SELECT FROM miniatures.history_logs AS u WHERE u.undoes_id = h.id)
     ORDER BY h.id DESC LIMIT 1`,
  );
  return rows[0] ?? null;
}

/**
 * Of the types in use that have something in a stage before the last, the one whose newest entry is the oldest;
 * null for none. One look into the index of the history for each type.
 */
export async function longestWaiting(db: Knex): Promise<LongestWaiting | null> {
  const { rows } = await db.raw(
    `SELECT type.id AS "typeId", type.name, ${millis('newest.created_at')} AS since
     FROM miniatures.miniature_types AS type
     CROSS JOIN LATERAL (
       SELECT created_at FROM miniatures.history_logs AS h WHERE h.type_id = type.id
       ORDER BY created_at DESC, id DESC LIMIT 1
     ) AS newest
     WHERE type.archived_at IS NULL AND EXISTS (
       SELECT FROM miniatures.stage_counts AS c
       WHERE c.type_id = type.id AND c.stage_name <> 'DONE' AND c.count > 0
     )
     ORDER BY newest.created_at, type.id LIMIT 1`,
  );
  return rows[0] ?? null;
}
