import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import type { Knex } from 'knex';
import { quoteLiteral, quoteName, quoteQualified } from '../../catalog/quote.ts';
import { convertedValue } from '../expressions.ts';
import { completeOf } from '../groups.ts';
import type { ConversionPlan } from '../plan.ts';
import { nextBatchSize } from '../rules/batch-size.ts';
import type { IdColumn, TableName } from '../rules/id-column.ts';
import { rowsOf, run } from '../sql.ts';
import { shadowName } from './shadow.ts';

export interface BackfillProgress {
  readonly table: TableName;
  readonly doneBlocks: number;
  readonly allBlocks: number;
}

/** How often rows that others held are tried again, and the pause between. */
const sweeps = 200;
const sweepPauseMs = 100;
/** No table has more. */
const lastBlock = 2 ** 32 - 2;

/**
 * Fills the new columns of a table in small transactions, in the order in which rows lie on disk. Each
 * transaction also records how far it came, so that a killed run continues exactly there; rows that a
 * writer has locked are skipped and tried again at the end. Triggers of others do not fire for it.
 */
export async function backfill(
  connection: Knex,
  conversionId: string,
  plan: ConversionPlan,
  ofTable: readonly IdColumn[],
  table: TableName,
  onProgress: (progress: BackfillProgress) => void,
): Promise<void> {
  const step = `backfill ${table.schema}.${table.name}`;
  const size = await blocksOf(connection, table);
  const [state] = await connection('lifecycle.conversion_steps')
    .insert({ conversionId, step, doneBlocks: 0, allBlocks: size })
    .onConflict(['conversion_id', 'step'])
    .merge({ conversionId })
    .returning('*');
  if (state.finishedAt !== null) return;
  const allBlocks = Number(state.allBlocks);
  const batch = batchStatement(plan, ofTable, table);
  let blocks = 32;
  for (let done = Number(state.doneBlocks); done < allBlocks; ) {
    const end = Math.min(done + blocks, allBlocks);
    const startedAt = performance.now();
    await connection.transaction(async (trx) => {
      await silenced(trx, plan);
      await run(trx, batch(done, end));
      await trx('lifecycle.conversion_steps')
        .where({ conversionId, step })
        .update({ doneBlocks: end });
    });
    const tookMs = performance.now() - startedAt;
    blocks = nextBatchSize(blocks, tookMs);
    done = end;
    onProgress({ table, doneBlocks: done, allBlocks });
    crashPoint('conversion.batch-done');
    // Writers get their turn.
    await sleep(Math.min(tookMs / 4, 20));
  }
  await sweep(connection, plan, ofTable, table);
  await connection('lifecycle.conversion_steps')
    .where({ conversionId, step })
    .update({ finishedAt: connection.fn.now() });
}

/** What is still open: rows that somebody held when their batch came by. */
async function sweep(
  connection: Knex,
  plan: ConversionPlan,
  ofTable: readonly IdColumn[],
  table: TableName,
): Promise<void> {
  const batch = batchStatement(plan, ofTable, table);
  for (let attempt = 0; attempt < sweeps; attempt += 1) {
    const [row] = await rowsOf<{ open: string; blocks: string }>(
      connection,
      `SELECT count(*) AS open FROM ${quoteQualified(table)} AS t WHERE ${openRows(ofTable)}`,
    );
    if (Number(row?.open ?? 0) === 0) return;
    await connection.transaction(async (trx) => {
      await silenced(trx, plan);
      await run(trx, batch(0, lastBlock));
    });
    await sleep(sweepPauseMs);
  }
  throw new Error(`rows of ${table.schema}.${table.name} are held by others without end`);
}

const openRows = (ofTable: readonly IdColumn[]): string =>
  ofTable
    .map(
      ({ column }) =>
        `(t.${quoteName(shadowName(column))} IS NULL AND t.${quoteName(column)} IS NOT NULL)`,
    )
    .join(' OR ');

/** `updated_at` and audits are not to hear of it; the sync trigger has nothing to do here either. */
async function silenced(trx: Knex.Transaction, { request }: ConversionPlan): Promise<void> {
  const [row] = await rowsOf<{ may: boolean }>(
    trx,
    `SELECT has_parameter_privilege('session_replication_role', 'SET') AS may`,
  );
  if (row?.may) await trx.raw('SET LOCAL session_replication_role = replica');
  await trx.raw('SET LOCAL row_security = off');
  if (request.target === 'integer') await trx.raw("SET LOCAL lock_timeout = '5s'");
}

function batchStatement(
  plan: ConversionPlan,
  ofTable: readonly IdColumn[],
  table: TableName,
): (from: number, to: number) => string {
  const { target } = plan.request;
  const own = quoteQualified(table);
  const set = ofTable.map((column) => {
    const value = convertedValue(column, `t.${quoteName(column.column)}`, target, plan.exceptions);
    return `${quoteName(shadowName(column.column))} = ${value}`;
  });
  const key = ofTable.find(({ evidence }) => evidence.kind === 'key');
  const noted =
    key !== undefined && 'to' in key.points && target === 'uuid'
      ? `INSERT INTO lifecycle.id_map
    SELECT ${quoteLiteral(key.points.to)}, done.old, done.new FROM done ON CONFLICT DO NOTHING`
      : 'SELECT count(*) FROM done';
  const returned = key
    ? `t.${quoteName(key.column)} AS old, t.${quoteName(shadowName(key.column))} AS new`
    : '1 AS old';
  const complete = target === 'integer' ? ofTable.flatMap(completeOf) : [];
  return (from, to) => {
    const place = `t.ctid >= '(${from},0)' AND t.ctid < '(${to},0)'`;
    const before = complete.map((statement) => `${statement(place)};\n`).join('');
    return `${before}WITH batch AS (
    SELECT t.ctid FROM ONLY ${own} AS t
    WHERE ${place} AND (${openRows(ofTable)})
    FOR NO KEY UPDATE SKIP LOCKED
  ), done AS (
    UPDATE ${own} AS t SET ${set.join(', ')} FROM batch WHERE t.ctid = batch.ctid RETURNING ${returned}
  ) ${noted}`;
  };
}

async function blocksOf(db: Knex, table: TableName): Promise<number> {
  const [row] = await rowsOf<{ blocks: string }>(
    db,
    `SELECT pg_relation_size(${quoteLiteral(quoteQualified(table))}::regclass)
      / current_setting('block_size')::bigint AS blocks`,
  );
  return Number(row?.blocks ?? 0);
}
