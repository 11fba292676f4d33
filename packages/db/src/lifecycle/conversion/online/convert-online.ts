import { conversionError } from '@atelier/domain/lifecycle/conversion/errors.ts';
import type { Knex } from 'knex';
import { crashPoint } from '../../../kernel/crash-point.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../../catalog/quote.ts';
import { withRunnerLock } from '../../runner-lock.ts';
import {
  type ConversionRequest,
  type ConversionRow,
  recordedConversion,
  runningConversion,
} from '../conversions.ts';
import { fillStatements, mapPartStatements } from '../groups.ts';
import type { ConversionReport } from '../in-place.ts';
import { sequenceStatements } from '../keys.ts';
import {
  byTable,
  type ConversionPlan,
  completePlan,
  inReadableNames,
  planConversion,
  refuseUnclear,
} from '../plan.ts';
import { conversionProfile } from '../profiles/profiles.ts';
import { recordedObjects } from '../record-objects.ts';
import { ensureConversionObjects } from '../records.ts';
import { rowsOf, run } from '../sql.ts';
import { type BackfillProgress, backfill } from './backfill.ts';
import { type Clones, type ConstraintClone, planClones } from './clones.ts';
import { patiently } from './patient.ts';
import { unfitForOnline } from './read-indexes.ts';
import { shadowName, shadowStatements } from './shadow.ts';
import { type SwapOptions, type SwapReport, swap } from './swap.ts';
import { swapStatements } from './swap-statements.ts';

export interface OnlineProgress extends SwapOptions {
  readonly onStage?: (title: string) => void;
  readonly onBackfill?: (progress: BackfillProgress) => void;
}

export interface OnlineReport extends ConversionReport {
  /** Undefined where there was nothing to do. */
  readonly swap: Omit<SwapReport, 'after'> | undefined;
  /** Whether an earlier run that was killed was gone on with. */
  readonly resumed: boolean;
}

/**
 * Converts the ids of a profile while others write: new columns beside the old ones, kept in step by a
 * trigger, filled in small batches, indexed and constrained without holding anybody up, and exchanged in
 * one short transaction. A run that was killed is gone on with by the next one; {@link abandonOnline}
 * takes it back instead.
 *
 * @throws what `convertInPlace` throws, and ERR_CONVERSION_UNSUPPORTED for tables that can only be
 * converted in place
 */
export async function convertOnline(
  db: Knex,
  request: ConversionRequest,
  progress: OnlineProgress = {},
): Promise<OnlineReport> {
  const startedAt = performance.now();
  await ensureConversionObjects(db);
  return withRunnerLock(db, {}, async (connection) => {
    const begun = await runningConversion(connection);
    if (begun && begun.target !== request.target) throw conversionError('ERR_CONVERSION_RUNNING');
    const row = begun ?? (await begin(connection, request));
    if (row === undefined) {
      const nothing = { converted: false, columns: 0, durationMs: 0, calls: [] };
      return { ...nothing, swap: undefined, resumed: false };
    }
    const plan = await planOf(connection, row);
    await prepare(connection, row, plan, progress);
    const { after, ...swapped } = await exchange(connection, row, plan, progress, startedAt);
    progress.onStage?.('Fill materialised views');
    for (const statement of fillStatements(plan)) await run(connection, statement);
    await noteObjects(connection, row, plan);
    return {
      converted: true,
      columns: plan.columns.length,
      durationMs: Math.round(performance.now() - startedAt),
      calls: plan.functions.map(({ signatureAfter }, place) => ({
        function: signatureAfter,
        outcomes: after[place] ?? [],
      })),
      swap: swapped,
      resumed: begun !== undefined,
    };
  });
}

/** Writes down what is going to be done; undefined when there is nothing. */
async function begin(
  connection: Knex,
  request: ConversionRequest,
): Promise<ConversionRow | undefined> {
  const plan = await planConversion(connection, request);
  if (plan.columns.length === 0) return undefined;
  refuseUnclear(plan);
  const unfit = await unfitForOnline(connection, plan.columns);
  if (unfit.length > 0) {
    throw conversionError('ERR_CONVERSION_UNSUPPORTED', {
      objects: unfit.join('; '),
      way: 'online',
    });
  }
  const [row] = await connection('lifecycle.conversions')
    .insert({
      profile: plan.profile.names[0],
      target: request.target,
      mode: 'online',
      status: 'running',
      request: JSON.stringify(request),
      columns: JSON.stringify({ columns: plan.columns, leftAlone: plan.leftAlone }),
      objects: '[]',
    })
    .returning('*');
  return row;
}

/** The columns are those of the beginning; what stands on them is read anew. */
async function planOf(connection: Knex, row: ConversionRow): Promise<ConversionPlan> {
  const profile = conversionProfile(row.profile);
  const back =
    row.target === 'integer' ? await recordedConversion(connection, row.profile) : undefined;
  const found = { ...row.columns, undecided: [], notLookedInto: [] };
  const parts = { profile, request: row.request, found, recorded: back?.objects ?? [] };
  const plan = await inReadableNames(connection, (trx) => completePlan(trx, parts, true));
  refuseUnclear(plan);
  return plan;
}

/** Everything before the swap; each step is done once, and again only as far as a kill left it open. */
async function prepare(
  connection: Knex,
  row: ConversionRow,
  plan: ConversionPlan,
  { onStage = () => {}, onBackfill = () => {} }: OnlineProgress,
): Promise<void> {
  onStage('Add columns and triggers');
  await once(connection, row, 'map', async (trx) => {
    for (const statement of mapPartStatements(plan)) await run(trx, statement);
    if (row.target !== 'uuid') return;
    for (const key of plan.keys) {
      if (key.sequenceIsOurs) for (const each of sequenceStatements(key)) await run(trx, each);
      await run(
        trx,
        `INSERT INTO lifecycle.conversion_keys VALUES (${quoteLiteral(key.name)}, ${quoteLiteral(key.partition)},
          ${quoteLiteral(key.sequence)}::regclass, ${key.sequenceIsOurs})
          ON CONFLICT (table_name) DO UPDATE SET sequence = excluded.sequence`,
      );
    }
  });
  for (const ofTable of byTable(plan.columns)) {
    const [first] = ofTable;
    if (first === undefined) continue;
    const { table } = first;
    await once(connection, row, `columns ${table.schema}.${table.name}`, async (trx) => {
      await run(trx, shadowStatements(ofTable, table, row.target).join(';\n'));
    });
  }
  crashPoint('conversion.columns-added');
  onStage('Fill the new columns');
  for (const ofTable of byTable(plan.columns)) {
    const [first] = ofTable;
    if (first) await backfill(connection, row.id, plan, ofTable, first.table, onBackfill);
  }
  crashPoint('conversion.backfilled');
  const clones = await inReadableNames(connection, (trx) => planClones(trx, plan));
  onStage(`Build ${clones.indexes.length} indexes`);
  for (const { row: index, name, create } of clones.indexes) {
    await buildIndex(connection, { schema: index.schema, name }, create);
    crashPoint('conversion.index-built');
  }
  onStage('Add and validate constraints');
  await addConstraints(connection, [...clones.notNull, ...clones.checks]);
  await addConstraints(connection, clones.foreignKeys);
  for (const [first] of byTable(plan.columns)) {
    if (first) await run(connection, `ANALYZE ${quoteQualified(first.table)}`);
  }
  crashPoint('conversion.prepared');
}

/** A step in one short transaction with its mark. */
async function once(
  connection: Knex,
  { id }: ConversionRow,
  step: string,
  work: (trx: Knex.Transaction) => Promise<void>,
): Promise<void> {
  const steps = connection('lifecycle.conversion_steps').where({ conversionId: id, step });
  if ((await steps.first()) !== undefined) return;
  await patiently(connection, async (trx) => {
    await work(trx);
    await trx('lifecycle.conversion_steps').insert({
      conversionId: id,
      step,
      finishedAt: trx.fn.now(),
    });
  });
}

/** One that a kill left invalid is built anew. */
async function buildIndex(
  connection: Knex,
  index: { readonly schema: string; readonly name: string },
  create: string,
): Promise<void> {
  const name = quoteQualified(index);
  for (let attempt = 1; ; attempt += 1) {
    const [state] = await rowsOf<{ valid: boolean }>(
      connection,
      `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass(${quoteLiteral(name)})`,
    );
    if (state?.valid) return;
    if (state !== undefined) await run(connection, `DROP INDEX CONCURRENTLY ${name}`);
    if (attempt > 3) throw conversionError('ERR_CONVERSION_LOCKED', { object: name });
    // It waits for everybody's transactions, and blocks nobody.
    await run(connection, 'SET lock_timeout = 0');
    try {
      await run(connection, create);
    } finally {
      await run(connection, "SET lock_timeout = '10s'");
    }
  }
}

async function addConstraints(
  connection: Knex,
  constraints: readonly ConstraintClone[],
): Promise<void> {
  for (const { table, name, add, validate } of constraints) {
    const own = quoteLiteral(quoteQualified(table));
    const [state] = await rowsOf<{ validated: boolean }>(
      connection,
      `SELECT convalidated AS validated FROM pg_constraint
       WHERE conrelid = ${own}::regclass AND conname = ${quoteLiteral(name)}`,
    );
    if (state === undefined) await patiently(connection, (trx) => run(trx, add));
    if (validate !== undefined && !state?.validated) {
      await patiently(connection, (trx) => run(trx, validate));
    }
    crashPoint('conversion.constraint-added');
  }
}

async function exchange(
  connection: Knex,
  row: ConversionRow,
  plan: ConversionPlan,
  { onStage, ...options }: OnlineProgress,
  startedAt: number,
): Promise<SwapReport> {
  onStage?.('Swap');
  const clones: Clones = await inReadableNames(connection, (trx) => planClones(trx, plan));
  const statements = await swapStatements(plan, clones);
  const objects = plan.dependents.map(({ kind, name, before, after, drop, extras }) => ({
    kind,
    name,
    before,
    after: after ?? null,
    drop,
    extras,
  }));
  const report = await swap(
    connection,
    plan,
    statements,
    async (trx) => {
      await trx('lifecycle.conversions')
        .where({ id: row.id })
        .update({
          status: 'done',
          objects: JSON.stringify(objects),
          finishedAt: trx.raw('clock_timestamp()'),
          durationMs: Math.round(performance.now() - startedAt),
        });
    },
    options,
  );
  crashPoint('conversion.committed');
  return report;
}

/** With the texts as PostgreSQL writes them now, which the short swap had no time to read. */
async function noteObjects(connection: Knex, row: ConversionRow, plan: ConversionPlan) {
  const objects = await inReadableNames(connection, (trx) => recordedObjects(trx, plan));
  await connection('lifecycle.conversions')
    .where({ id: row.id })
    .update({ objects: JSON.stringify(objects) });
}

/** The name that a new column has until the swap, for those who want to look at it. */
export const newColumnName = (column: string): string => quoteName(shadowName(column));
