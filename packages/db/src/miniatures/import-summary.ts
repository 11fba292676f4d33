import { miniaturesError } from '@atelier/domain/miniatures/errors.ts';
import { importFault } from '@atelier/domain/miniatures/import-faults.ts';
import type { ImportedType, ImportSummary } from '@atelier/domain/miniatures/interchange.ts';
import { type Counts, maxQuantity, type Stage, stages } from '@atelier/domain/miniatures/stages.ts';
import type { Knex } from 'knex';
import { foldedName } from './folded-name.ts';

/**
 * What a merge of the staged file would change, in the order of the list of types, and what a user
 * would want to know before. Throws `ERR_INVALID_IMPORT_FORMAT` where a count would pass the limit.
 */
export async function readSummary(db: Knex, locale: 'en' | 'ru'): Promise<ImportSummary> {
  const { rows }: { rows: SummaryRow[] } = await db.raw(`
    WITH listed AS (
      SELECT name, count(*)::integer AS listed FROM staged_types GROUP BY name
    ), added AS (
      SELECT name, jsonb_object_agg(stage_name, count) AS counts FROM (
        SELECT t.name, c.stage_name, sum(c.count) AS count
        FROM staged_types AS t JOIN staged_counts AS c ON c.type_position = t.position
        GROUP BY t.name, c.stage_name) AS by_stage
      GROUP BY name
    ), events AS (
      SELECT t.name, count(*)::integer AS events, min(e.created_at) AS first_at
      FROM staged_types AS t JOIN staged_events AS e ON e.type_position = t.position GROUP BY t.name
    ), present AS (
      SELECT type.id, type.name, type.archived_at IS NOT NULL AS archived,
        jsonb_object_agg(c.stage_name, c.count) AS counts
      FROM miniatures.miniature_types AS type JOIN miniatures.stage_counts AS c ON c.type_id = type.id
      WHERE type.name IN (SELECT name FROM staged_types) GROUP BY type.id
    ), alike AS (
      SELECT listed.name, min(type.name) AS name_here
      FROM listed JOIN miniatures.miniature_types AS type
        ON ${foldedName('type.name')} = ${foldedName('listed.name')} AND type.name <> listed.name
      GROUP BY listed.name
    ), begun AS (${firstEventsThatAreHere})
    SELECT listed.name, listed.listed, added.counts AS added, present.counts AS before,
      coalesce(events.events, 0) AS events, coalesce(present.archived, false) AS archived,
      CASE WHEN present.id IS NULL THEN alike.name_here END AS "similar",
      CASE WHEN events.events IS NULL
        THEN coalesce(present.counts = added.counts, false) AND NOT EXISTS (
          SELECT FROM miniatures.history_logs AS h WHERE h.type_id = present.id AND h.kind = 'move')
        ELSE begun.name IS NOT NULL END AS repeated
    FROM listed JOIN added USING (name)
    LEFT JOIN events USING (name) LEFT JOIN present USING (name)
    LEFT JOIN alike USING (name) LEFT JOIN begun USING (name)
    ORDER BY listed.name COLLATE kernel.name_${locale}, listed.name COLLATE "C"`);
  const types = rows.map(toImportedType);
  return {
    types,
    created: types.filter((type) => type.before === null).length,
    merged: types.filter((type) => type.before !== null).length,
    events: types.reduce((sum, type) => sum + type.events, 0),
  };
}

/** A collection's history begins with the same event in every export, however long it has grown. */
const firstEventsThatAreHere = `
  SELECT DISTINCT first.name FROM (
    SELECT DISTINCT t.name, e.from_stage, e.to_stage, e.qty, e.created_at
    FROM events JOIN staged_types AS t USING (name)
    JOIN staged_events AS e ON e.type_position = t.position AND e.created_at = events.first_at
  ) AS first
  JOIN present USING (name)
  JOIN miniatures.history_logs AS h ON h.type_id = present.id AND h.created_at = first.created_at
    AND h.kind = 'move' AND (h.from_stage, h.to_stage, h.qty) = (first.from_stage, first.to_stage, first.qty)`;

interface SummaryRow extends Omit<ImportedType, 'after'> {
  readonly added: Counts;
}

function toImportedType({ added, ...row }: SummaryRow): ImportedType {
  const after = { ...added };
  for (const stage of stages) after[stage] = added[stage] + (row.before?.[stage] ?? 0);
  const over = stages.find((stage) => after[stage] > maxQuantity);
  if (over !== undefined) throw overLimit(row.name, over);
  const isEmpty = stages.every((stage) => added[stage] === 0) && row.events === 0;
  return { ...row, after, repeated: row.repeated && !isEmpty };
}

/** A stage of a type would hold too many. */
export function overLimit(name: string, stage: Stage) {
  return miniaturesError(
    'ERR_INVALID_IMPORT_FORMAT',
    importFault('over_limit', { name, stage, field: 'count' }),
  );
}
