import { emptyCounts } from '@atelier/domain/kernel/pipeline.ts';
import { miniaturesPipeline, stages } from '@atelier/domain/miniatures/stages.ts';
import {
  type DailySum,
  type Statistics,
  statistics,
} from '@atelier/domain/miniatures/statistics.ts';
import type { Knex } from 'knex';

export interface StatisticsQuery {
  /** One type; the whole collection in use without it. */
  readonly id?: string | undefined;
  /** IANA name: where days begin. */
  readonly timeZone: string;
}

/** What the charts show, of one type or of all types in use. */
export async function readStatistics(db: Knex, query: StatisticsQuery): Promise<Statistics> {
  const which = query.id === undefined ? 'type.archived_at IS NULL' : 'type.id = :id';
  const bindings = { id: query.id ?? null, timeZone: query.timeZone };
  const [counts, sums, today] = await Promise.all([
    db.raw(
      `SELECT stage_name, sum(count)::float8 AS count
       FROM miniatures.stage_counts AS c JOIN miniatures.miniature_types AS type ON type.id = c.type_id
       WHERE ${which} GROUP BY stage_name`,
      bindings,
    ),
    db.raw(
      `SELECT h.type_id AS "typeId", to_char(h.created_at AT TIME ZONE :timeZone, 'YYYY-MM-DD') AS day,
         h.kind, h.imported, h.from_stage AS "from", h.to_stage AS "to", sum(h.qty)::float8 AS quantity
       FROM miniatures.history_logs AS h JOIN miniatures.miniature_types AS type ON type.id = h.type_id
       WHERE ${which} AND h.kind <> 'undo'
         AND NOT EXISTS (SELECT FROM miniatures.history_logs AS u WHERE u.undoes_id = h.id)
       GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 2, min(h.created_at), 1`,
      bindings,
    ),
    db.raw(`SELECT to_char(now() AT TIME ZONE :timeZone, 'YYYY-MM-DD') AS today`, bindings),
  ]);
  const now = { ...emptyCounts(miniaturesPipeline) };
  for (const row of counts.rows) {
    const stage = stages.find((one) => one === row.stage_name);
    if (stage !== undefined) now[stage] = row.count;
  }
  return statistics(now, sums.rows as DailySum[], today.rows[0].today);
}
