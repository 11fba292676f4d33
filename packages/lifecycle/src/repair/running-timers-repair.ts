import type { Knex } from 'knex';
import { quoteName, quoteQualified } from '../catalog/quote.ts';
import { meaningOf } from '../drift/index-meaning.ts';
import { operatorError } from '../errors/operator-errors.ts';
import type { RepairFacts } from '../records/repair-records.ts';
import type { Obstacle, RunningTimersRepair, TableName } from './rules/repair-plan.ts';
import { closeAllButNewest, type TimerClosing } from './rules/running-timers.ts';
import { readColumns, typeObstacles } from './table-columns.ts';

const indexName = 'ux_time_entries_running';

interface TimerRow {
  readonly id: string;
  readonly owner: string;
  readonly start: string;
  readonly rank: string;
}

interface IndexRow {
  readonly name: string;
  readonly definition: string;
  readonly valid: boolean;
  /** It forbids something about an owner alone. */
  readonly ofOwner: boolean;
  readonly predicate: string | null;
}

/** Plans the unique index of running timers; undefined where a valid one stands. */
export async function planRunningTimers(
  db: Knex,
  table: TableName,
): Promise<RunningTimersRepair | undefined> {
  const indexes = (await readIndexes(db, table)).map((row) => ({ ...row, isIt: isIt(row) }));
  if (indexes.some(({ isIt, valid }) => isIt && valid)) return undefined;
  const columns = await readColumns(db, table);
  const mistyped = typeObstacles(columns, {
    id: ['integer', 'bigint', 'uuid'],
    owner_id: ['bigint', 'integer', 'uuid'],
    start_time: ['timestamp with time zone'],
    end_time: ['timestamp with time zone'],
  });
  const namesake = indexes.find(({ name }) => name === indexName);
  const replaces = namesake?.isIt === true ? namesake.definition : null;
  const taken: Obstacle[] =
    namesake !== undefined && !namesake.isIt
      ? [{ kind: 'name-taken', name: indexName, definition: namesake.definition }]
      : [];
  return {
    kind: 'running-timers',
    id: 'running-timers',
    table,
    index: indexName,
    replaces,
    closings: mistyped.length > 0 ? [] : closeAllButNewest(await readDuplicates(db, table)),
    obstacles: [...mistyped, ...taken],
  };
}

/**
 * Closes the duplicates as planned and makes the index, in one transaction in which nobody else writes.
 *
 * @throws ERR_REPAIR_CHANGED when the rows are no longer those of the plan
 */
export async function repairRunningTimers(
  trx: Knex.Transaction,
  plan: RunningTimersRepair,
): Promise<RepairFacts> {
  const table = quoteQualified(plan.table);
  await trx.raw(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
  const now = closeAllButNewest(await readDuplicates(trx, plan.table));
  if (JSON.stringify(now) !== JSON.stringify(plan.closings)) {
    throw operatorError('ERR_REPAIR_CHANGED', { repair: plan.id });
  }
  const closed = await closeTimers(trx, table, now);
  if (plan.replaces !== null) {
    const { schema } = plan.table;
    await trx.raw(`DROP INDEX ${quoteQualified({ schema, name: plan.index })}`);
  }
  await trx.raw(
    `CREATE UNIQUE INDEX ${quoteName(plan.index)} ON ${table} (owner_id) WHERE end_time IS NULL`,
  );
  return { kind: 'running-timers', index: plan.index, closed };
}

/**
 * Drops the index and opens again what was closed.
 *
 * @throws ERR_REPAIR_OVERTAKEN when a closed timer now has another end, or is gone
 */
export async function undoRunningTimers(
  trx: Knex.Transaction,
  tableName: TableName,
  { index, closed }: Extract<RepairFacts, { kind: 'running-timers' }>,
): Promise<void> {
  const table = quoteQualified(tableName);
  await trx.raw(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
  await trx.raw(
    `DROP INDEX IF EXISTS ${quoteQualified({ schema: tableName.schema, name: index })}`,
  );
  const { rowCount } = await trx.raw(
    `UPDATE ${table} AS t SET end_time = NULL
     FROM json_to_recordset(?) AS c (id text, "end" timestamptz)
     WHERE t.id::text = c.id AND t.end_time = c."end"`,
    [JSON.stringify(closed)],
  );
  if (rowCount !== closed.length) {
    throw operatorError('ERR_REPAIR_OVERTAKEN', { rows: closed.length - (rowCount ?? 0) });
  }
}

async function closeTimers(
  trx: Knex.Transaction,
  table: string,
  closings: readonly TimerClosing[],
): Promise<readonly { id: string; end: string }[]> {
  // The moment itself is taken from the next timer's row, so nothing is lost on the way.
  const { rows } = await trx.raw<{ rows: { id: string; end: string }[] }>(
    `UPDATE ${table} AS t SET end_time = n.start_time
     FROM json_to_recordset(?) AS c (id text, "nextId" text) JOIN ${table} AS n ON n.id::text = c."nextId"
     WHERE t.id::text = c.id AND t.end_time IS NULL
     RETURNING t.id::text AS id, t.end_time::text AS "end"`,
    [JSON.stringify(closings)],
  );
  return rows;
}

/** Running timers of owners who have several. A timer of nobody stands in nobody's way. */
async function readDuplicates(db: Knex, table: TableName) {
  const { rows } = await db.raw<{ rows: TimerRow[] }>(`
    SELECT id::text AS id, owner_id::text AS owner, start_time::text AS start,
      dense_rank() OVER (ORDER BY start_time)::text AS rank
    FROM (
      SELECT *, count(*) OVER (PARTITION BY owner_id) AS running
      FROM ${quoteQualified(table)} WHERE end_time IS NULL AND owner_id IS NOT NULL
    ) AS timers
    WHERE running > 1`);
  return rows.map(({ rank, ...row }) => ({ ...row, startedAt: BigInt(rank) }));
}

/** However it is called, and however it says which timers run. */
function isIt({ ofOwner, predicate }: IndexRow): boolean {
  const rows = (which: string): string => meaningOf(` WHERE ${which}`);
  return ofOwner && predicate !== null && rows(predicate) === rows('(end_time IS NULL)');
}

async function readIndexes(db: Knex, table: TableName): Promise<readonly IndexRow[]> {
  const { rows } = await db.raw<{ rows: IndexRow[] }>(
    `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition,
       i.indisvalid AND i.indisready AS valid, pg_get_expr(i.indpred, i.indrelid) AS predicate,
       i.indisunique AND i.indnatts = 1 AND pg_get_indexdef(i.indexrelid, 1, false) = 'owner_id' AS "ofOwner"
     FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
     WHERE c.relnamespace = to_regnamespace(?)
       AND (i.indrelid = to_regclass(?) OR c.relname = '${indexName}')`,
    [quoteName(table.schema), quoteQualified(table)],
  );
  return rows;
}
