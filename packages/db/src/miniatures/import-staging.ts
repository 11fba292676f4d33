import type {
  ImportEvent,
  ImportSummary,
  ImportType,
} from '@atelier/domain/miniatures/interchange.ts';
import { maxQuantity, type Stage, stages } from '@atelier/domain/miniatures/stages.ts';
import type { Knex } from 'knex';
import { crashPoint } from '../kernel/crash-point.ts';
import { newId } from '../kernel/new-id.ts';
import { singleConnection } from '../kernel/single-connection.ts';
import { overLimit, readSummary } from './import-summary.ts';

const createTables = `
  CREATE TEMPORARY TABLE staged_types (
    position integer PRIMARY KEY, id uuid NOT NULL, name text NOT NULL, type_id uuid);
  CREATE TEMPORARY TABLE staged_counts (
    id uuid NOT NULL, type_position integer NOT NULL, stage_name text NOT NULL,
    count integer NOT NULL);
  CREATE TEMPORARY TABLE staged_events (
    id uuid NOT NULL, type_position integer NOT NULL, from_stage text NOT NULL,
    to_stage text NOT NULL, qty integer NOT NULL, created_at timestamptz NOT NULL)`;

/** A type's place in the file. */
interface Placed {
  readonly position: number;
}

/**
 * A file that is being imported: its rows are gathered in temporary tables of a separate session, where a
 * crash leaves nothing behind, and only a complete and valid file is merged, in one short transaction that
 * can be run again. A dry run asks for the summary and merges nothing.
 */
export interface ImportStaging {
  /** The session; `merge` runs in a transaction of it. */
  readonly db: Knex;
  /** In any order; `position` says which of the file's types they belong to. */
  addEvents(events: readonly (ImportEvent & Placed)[]): Promise<void>;
  addTypes(types: readonly (ImportType & Placed)[]): Promise<void>;
  /**
   * What a merge would change now, in the order of the list of types. Throws
   * `ERR_INVALID_IMPORT_FORMAT` where a count would pass the limit.
   */
  summary(locale: 'en' | 'ru'): Promise<ImportSummary>;
  /**
   * Merges everything, or throws. Types with the same name become one, counts add up, history is appended, and
   * an `import` row says what came into each stage.
   */
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
    addEvents: (events) => addEvents(db, events),
    addTypes: (types) => addTypes(db, types),
    summary: (locale) => readSummary(db, locale),
    merge: mergeStaged,
    close: () => db.destroy(),
  };
}

async function addEvents(db: Knex, events: readonly (ImportEvent & Placed)[]): Promise<void> {
  await db.raw(
    `INSERT INTO staged_events
     SELECT id, position, from_stage, to_stage, qty,
       timestamptz 'epoch' + at * interval '1 microsecond'
     FROM unnest(:ids::uuid[], :positions::integer[], :from::text[], :to::text[], :qty::integer[],
       :at::bigint[]) AS event (id, position, from_stage, to_stage, qty, at)`,
    {
      ids: events.map(() => newId()),
      positions: events.map((event) => event.position),
      from: events.map((event) => event.from_stage),
      to: events.map((event) => event.to_stage),
      qty: events.map((event) => event.qty),
      at: events.map((event) => event.created_at),
    },
  );
  crashPoint('import.events-staged');
}

async function addTypes(db: Knex, types: readonly (ImportType & Placed)[]): Promise<void> {
  await db('staged_types').insert(
    types.map(({ position, name }) => ({ position, id: newId(), name })),
  );
  await db('staged_counts').insert(
    types.flatMap((type) =>
      stages.map((stageName) => ({
        id: newId(),
        typePosition: type.position,
        stageName,
        count: type.stage_counts[stageName],
      })),
    ),
  );
}

async function mergeStaged(trx: Knex.Transaction): Promise<void> {
  // Each name is found or made, and its row locked at once: from here on nobody can rename it. A name
  // that the file holds twice is one type: the id of its first place is taken.
  await trx.raw(`
    INSERT INTO miniatures.miniature_types AS type (id, name)
    SELECT DISTINCT ON (name) id, name FROM staged_types ORDER BY name, position
    ON CONFLICT (name) DO UPDATE SET archived_at = NULL WHERE type.archived_at IS NOT NULL`);
  await changing(
    trx,
    'staged_types',
    `
    UPDATE staged_types AS t SET type_id = type.id
    FROM miniatures.miniature_types AS type WHERE type.name = t.name`,
  );
  await trx.raw(
    `INSERT INTO miniatures.stage_counts (type_id, stage_name)
    SELECT t.type_id, stage_name FROM (SELECT DISTINCT type_id FROM staged_types) AS t
    CROSS JOIN unnest(?::text[]) AS stage (stage_name)
    ON CONFLICT (type_id, stage_name) DO NOTHING`,
    [[...stages]],
  );
  await changing(
    trx,
    'staged_events',
    `
    INSERT INTO miniatures.history_logs
      (id, type_id, kind, from_stage, to_stage, qty, created_at, imported)
    SELECT e.id, t.type_id, 'move', e.from_stage, e.to_stage, e.qty, e.created_at, true
    FROM staged_events AS e JOIN staged_types AS t ON t.position = e.type_position`,
  );
  crashPoint('import.half-merged');
  // Last, and in the order that moves lock in: no move waits for us longer than this takes.
  await trx.raw(`
    SELECT FROM miniatures.stage_counts AS c
    WHERE c.type_id IN (SELECT type_id FROM staged_types)
    ORDER BY c.type_id, c.stage_name FOR UPDATE OF c`);
  // One instant for all, after the lock: a type's history is in the order in which its counts changed.
  const { rows }: { rows: CountsOutcome[] } = await trx.raw(`
    WITH added AS MATERIALIZED (
      SELECT t.type_id, t.name, c.stage_name, sum(c.count) AS count,
        (array_agg(c.id ORDER BY t.position))[1] AS entry_id
      FROM staged_types AS t JOIN staged_counts AS c ON c.type_position = t.position
      WHERE c.count > 0
      GROUP BY t.type_id, t.name, c.stage_name
    ), over AS MATERIALIZED (
      SELECT added.name, added.stage_name
      FROM added JOIN miniatures.stage_counts AS c USING (type_id, stage_name)
      WHERE c.count + added.count > ${maxQuantity}
      ORDER BY added.name, added.stage_name LIMIT 1
    ), arrival AS MATERIALIZED (
      SELECT clock_timestamp() AS at WHERE NOT EXISTS (SELECT FROM over)
    ), logged AS (
      INSERT INTO miniatures.history_logs (id, type_id, kind, to_stage, qty, created_at)
      SELECT added.entry_id, added.type_id, 'import', added.stage_name, added.count, arrival.at
      FROM added CROSS JOIN arrival
    ), changed AS (
      UPDATE miniatures.stage_counts AS c SET count = c.count + added.count
      FROM added CROSS JOIN arrival
      WHERE c.type_id = added.type_id AND c.stage_name = added.stage_name
      RETURNING 1
    )
    SELECT (SELECT count(*)::integer FROM added) AS added,
      (SELECT count(*)::integer FROM changed) AS changed,
      (SELECT name FROM over) AS name, (SELECT stage_name FROM over) AS stage`);
  const [outcome] = rows;
  if (outcome?.name && outcome.stage) throw overLimit(outcome.name, outcome.stage);
  assertAll('counts', outcome?.added, outcome?.changed);
}

interface CountsOutcome {
  readonly added: number;
  readonly changed: number;
  /** Of one that would hold too many; then nothing was changed. */
  readonly name: string | null;
  readonly stage: Stage | null;
}

/** Runs a statement that must change a row for each one of a staging table: all or nothing. */
async function changing(trx: Knex.Transaction, staged: string, statement: string): Promise<void> {
  const { rowCount }: { rowCount: number } = await trx.raw(statement);
  const { rows } = await trx.raw('SELECT count(*)::integer AS number FROM ??', [staged]);
  assertAll(staged, rows[0].number, rowCount);
}

/** What was not merged, through whatever mistake of ours, must not be called done. */
function assertAll(what: string, expected: number | undefined, merged: number | undefined): void {
  if (expected !== merged) throw new Error(`${merged} of ${expected} ${what} were merged.`);
}
