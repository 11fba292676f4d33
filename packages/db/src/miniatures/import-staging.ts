import { miniaturesError } from '@atelier/domain/miniatures/errors.ts';
import type { ImportReason } from '@atelier/domain/miniatures/import-reasons.ts';
import type {
  ImportEvent,
  ImportedType,
  ImportSummary,
  ImportType,
} from '@atelier/domain/miniatures/interchange.ts';
import { type Counts, maxQuantity, stages } from '@atelier/domain/miniatures/stages.ts';
import type { Knex } from 'knex';
import { crashPoint } from '../kernel/crash-point.ts';
import { newId } from '../kernel/new-id.ts';
import { singleConnection } from '../kernel/single-connection.ts';

const createTables = `
  CREATE TEMPORARY TABLE staged_types (
    position integer PRIMARY KEY, id uuid NOT NULL, name text NOT NULL);
  CREATE TEMPORARY TABLE staged_counts (
    type_position integer NOT NULL, stage_name text NOT NULL, count integer NOT NULL);
  CREATE TEMPORARY TABLE staged_events (
    id uuid NOT NULL, type_position integer NOT NULL, from_stage text NOT NULL,
    to_stage text NOT NULL, qty integer NOT NULL, created_at timestamptz NOT NULL)`;

/**
 * A file on its way in: rows are gathered in temporary tables of a session of their own, where a crash
 * leaves nothing, and only a complete and valid file is merged, in one short transaction that can be
 * run again. A dry run asks for the summary and merges nothing.
 */
export interface ImportStaging {
  /** The session; `merge` runs in a transaction of it. */
  readonly db: Knex;
  addEvents(typePosition: number, events: readonly ImportEvent[]): Promise<void>;
  addType(position: number, type: ImportType): Promise<void>;
  /** What a merge would change now. Throws `ERR_INVALID_IMPORT_FORMAT` where a count would pass the limit. */
  summary(): Promise<ImportSummary>;
  /** Merges everything. Types with the same name become one, counts add up, history is appended. */
  merge(trx: Knex.Transaction): Promise<void>;
  close(): Promise<void>;
}

export async function openImportStaging(pool: Knex): Promise<ImportStaging> {
  const db = singleConnection(pool);
  try {
    await db.raw(createTables);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    addEvents: (position, events) => addEvents(db, position, events),
    addType: (position, type) => addType(db, position, type),
    summary: () => readSummary(db),
    merge: mergeStaged,
    close: () => db.destroy(),
  };
}

async function addEvents(
  db: Knex,
  typePosition: number,
  events: readonly ImportEvent[],
): Promise<void> {
  await db.raw(
    `INSERT INTO staged_events
     SELECT id, :typePosition, from_stage, to_stage, qty,
       timestamptz 'epoch' + at * interval '1 microsecond'
     FROM unnest(:ids::uuid[], :from::text[], :to::text[], :qty::integer[], :at::bigint[])
       AS event (id, from_stage, to_stage, qty, at)`,
    {
      typePosition,
      ids: events.map(() => newId()),
      from: events.map((event) => event.from_stage),
      to: events.map((event) => event.to_stage),
      qty: events.map((event) => event.qty),
      at: events.map((event) => event.created_at),
    },
  );
  crashPoint('import.events-staged');
}

async function addType(db: Knex, position: number, type: ImportType): Promise<void> {
  await db('staged_types').insert({ position, id: newId(), name: type.name });
  await db('staged_counts').insert(
    stages.map((stageName) => ({
      typePosition: position,
      stageName,
      count: type.stage_counts[stageName],
    })),
  );
}

/** What the file adds, by name: a name that stands in it twice is added up. */
const addedCounts = `
  SELECT t.name, c.stage_name, sum(c.count)::integer AS count
  FROM staged_types AS t JOIN staged_counts AS c ON c.type_position = t.position
  GROUP BY t.name, c.stage_name`;

async function readSummary(db: Knex): Promise<ImportSummary> {
  const { rows } = await db.raw(`
    WITH added AS (
      SELECT name, jsonb_object_agg(stage_name, count) AS counts FROM (${addedCounts}) AS a GROUP BY name
    ), events AS (
      SELECT t.name, count(e.id)::integer AS events
      FROM staged_types AS t LEFT JOIN staged_events AS e ON e.type_position = t.position GROUP BY t.name
    ), present AS (
      SELECT type.name, jsonb_object_agg(c.stage_name, c.count) AS counts
      FROM miniatures.miniature_types AS type JOIN miniatures.stage_counts AS c ON c.type_id = type.id
      WHERE type.name IN (SELECT name FROM staged_types) GROUP BY type.name
    )
    SELECT added.name, added.counts AS added, present.counts AS before, events.events
    FROM added JOIN events USING (name) LEFT JOIN present USING (name) ORDER BY name COLLATE "C"`);
  const types = (rows as SummaryRow[]).map(toImportedType);
  return {
    types,
    created: types.filter((type) => type.before === null).length,
    merged: types.filter((type) => type.before !== null).length,
    events: types.reduce((sum, type) => sum + type.events, 0),
  };
}

interface SummaryRow {
  readonly name: string;
  readonly added: Counts;
  readonly before: Counts | null;
  readonly events: number;
}

function toImportedType({ name, added, before, events }: SummaryRow): ImportedType {
  const after = { ...added };
  for (const stage of stages) after[stage] = added[stage] + (before?.[stage] ?? 0);
  if (stages.some((stage) => after[stage] > maxQuantity)) throw overLimit(name);
  return { name, before, after, events };
}

async function mergeStaged(trx: Knex.Transaction): Promise<void> {
  // A name that the file holds twice is one type: the id of its first place is taken.
  await trx.raw(`
    INSERT INTO miniatures.miniature_types (id, name)
    SELECT DISTINCT ON (name) id, name FROM staged_types ORDER BY name, position
    ON CONFLICT (name) DO NOTHING`);
  await trx.raw(`
    UPDATE miniatures.miniature_types SET archived_at = NULL
    WHERE archived_at IS NOT NULL AND name IN (SELECT name FROM staged_types)`);
  await trx.raw(`
    INSERT INTO miniatures.stage_counts (type_id, stage_name)
    SELECT type.id, c.stage_name FROM miniatures.miniature_types AS type
    JOIN (${addedCounts}) AS c USING (name)
    ON CONFLICT (type_id, stage_name) DO NOTHING`);
  await trx.raw(`
    INSERT INTO miniatures.history_logs
      (id, type_id, kind, from_stage, to_stage, qty, created_at, imported)
    SELECT e.id, type.id, 'move', e.from_stage, e.to_stage, e.qty, e.created_at, true
    FROM staged_events AS e
    JOIN staged_types AS t ON t.position = e.type_position
    JOIN miniatures.miniature_types AS type ON type.name = t.name`);
  crashPoint('import.half-merged');
  // Last, and in the order that moves lock in: nobody waits for us longer than this takes.
  await trx.raw(`
    SELECT FROM miniatures.stage_counts AS c
    JOIN miniatures.miniature_types AS type ON type.id = c.type_id
    WHERE type.name IN (SELECT name FROM staged_types)
    ORDER BY c.type_id, c.stage_name FOR UPDATE OF c`);
  const { rows } = await trx.raw(`
    UPDATE miniatures.stage_counts AS c SET count = c.count + added.count
    FROM (${addedCounts}) AS added JOIN miniatures.miniature_types AS type USING (name)
    WHERE c.type_id = type.id AND c.stage_name = added.stage_name
    RETURNING type.name, c.count`);
  const over = rows.find((row: { count: number }) => row.count > maxQuantity);
  if (over !== undefined) throw overLimit(over.name);
}

function overLimit(name: string) {
  const reason: ImportReason = 'over_limit';
  return miniaturesError('ERR_INVALID_IMPORT_FORMAT', { at: name, reason });
}
