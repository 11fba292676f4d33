import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import type { Knex } from 'knex';
import { withRunnerLock } from '../../migrate/runner-lock.ts';
import {
  type ConversionRequest,
  type ConversionRow,
  recordedConversion,
  runningConversion,
} from '../conversions.ts';
import { fillStatements } from '../groups.ts';
import type { ConversionReport } from '../in-place.ts';
import {
  type ConversionPlan,
  completePlan,
  inReadableNames,
  planConversion,
  refuseUnclear,
} from '../plan.ts';
import { conversionProfile } from '../profiles/profiles.ts';
import { recordedObjects } from '../record-objects.ts';
import { ensureConversionObjects } from '../records.ts';
import { conversionError } from '../rules/errors.ts';
import { run } from '../sql.ts';
import { type Clones, planClones } from './clones.ts';
import { type PrepareProgress, prepare } from './prepare.ts';
import { unfitForOnline } from './read-indexes.ts';
import { type SwapOptions, type SwapReport, swap } from './swap.ts';
import { swapStatements } from './swap-statements.ts';

export interface OnlineProgress extends SwapOptions, PrepareProgress {}

export interface OnlineReport extends ConversionReport {
  /** Undefined where there was nothing to do. */
  readonly swap: Omit<SwapReport, 'after'> | undefined;
  /** Whether an earlier run that was killed was gone on with. */
  readonly resumed: boolean;
}

/**
 * Converts the ids of a profile while others write: new columns beside the old ones, kept in step by a
 * trigger, filled in small batches, indexed and constrained without holding anybody up, and exchanged in
 * one short transaction. A killed run is continued by the next one; {@link abandonOnline} takes it back
 * instead.
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
