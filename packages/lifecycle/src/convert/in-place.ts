import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import type { Knex } from 'knex';
import { quoteQualified } from '../catalog/quote.ts';
import { withRunnerLock } from '../migrate/runner-lock.ts';
import { type ConversionRequest, runningConversion } from './conversions.ts';
import { inPlaceGroups, type StatementGroup } from './groups.ts';
import {
  byTable,
  type ConversionPlan,
  completePlan,
  inReadableNames,
  planConversion,
  refuseUnclear,
} from './plan.ts';
import { recordedObjects } from './record-objects.ts';
import { ensureConversionObjects } from './records.ts';
import { conversionError } from './rules/errors.ts';
import { run, serverMessage } from './sql.ts';
import { type CallOutcome, callFunctions, refuseFailures } from './verify-functions.ts';

export interface ConversionProgress {
  /** A stage begins: its title, and how many statements it has. */
  readonly onStage?: (title: string, statements: number) => void;
}

export interface ConversionReport {
  /** False: the keys were of the target's kind already. */
  readonly converted: boolean;
  readonly columns: number;
  readonly durationMs: number;
  /** The functions that were called, and what came of it. */
  readonly calls: readonly {
    readonly function: string;
    readonly outcomes: readonly CallOutcome[];
  }[];
}

/** A maintenance window's patience: the tables must be free within it. */
const lockTimeoutMs = 10_000;

/**
 * Converts the ids of a profile in one transaction, so that a failure or a killed process leaves the
 * database as it was. Everybody else has to wait for the tables until it is done.
 *
 * @param confirmed the plan that the operator saw; it must still be the same
 * @throws what {@link planConversion} and {@link refuseUnclear} throw; ERR_CONVERSION_PLAN_STALE,
 * ERR_CONVERSION_LOCKED, ERR_CONVERSION_RUNNING, ERR_CONVERSION_OBJECT_FAILED with the object's name
 */
export async function convertInPlace(
  db: Knex,
  request: ConversionRequest,
  { onStage = () => {} }: ConversionProgress = {},
  confirmed?: ConversionPlan,
): Promise<ConversionReport> {
  const startedAt = performance.now();
  const plan = confirmed ?? (await planConversion(db, request));
  const nothing = { converted: false, columns: 0, durationMs: 0, calls: [] };
  if (plan.columns.length === 0) return nothing;
  refuseUnclear(plan);
  await ensureConversionObjects(db);
  if (await runningConversion(db)) throw conversionError('ERR_CONVERSION_RUNNING');
  const calls = await withRunnerLock(db, {}, (connection) =>
    inReadableNames(connection, (trx) => convertIn(trx, plan, onStage, startedAt)),
  );
  onStage('Statistics', byTable(plan.columns).length);
  for (const [first] of byTable(plan.columns)) {
    if (first !== undefined) await run(db, `ANALYZE ${quoteQualified(first.table)}`);
  }
  await run(db, 'ANALYZE lifecycle.id_map');
  const durationMs = Math.round(performance.now() - startedAt);
  return { converted: true, columns: plan.columns.length, durationMs, calls };
}

async function convertIn(
  trx: Knex.Transaction,
  confirmed: ConversionPlan,
  onStage: (title: string, statements: number) => void,
  startedAt: number,
): Promise<ConversionReport['calls']> {
  await trx.raw(`SET LOCAL lock_timeout = ${lockTimeoutMs}`);
  await trx.raw('SET LOCAL check_function_bodies = off');
  await trx.raw('SET LOCAL client_min_messages = warning');
  // For joins and indexes of whole tables; what the operator set stays where it is more.
  await run(
    trx,
    `SELECT set_config(name, greatest(setting::bigint, 131072) || 'kB', true) FROM pg_settings
     WHERE name IN ('work_mem', 'maintenance_work_mem')`,
  );
  const expected = await inPlaceGroups(confirmed);
  const [lock] = expected;
  if (lock !== undefined) await runGroup(trx, lock, onStage);
  crashPoint('conversion.locked');
  const plan = await completePlan(trx, {
    profile: confirmed.profile,
    request: confirmed.request,
    found: confirmed,
    recorded: confirmed.recorded,
  });
  const groups = await inPlaceGroups(plan);
  if (JSON.stringify(groups) !== JSON.stringify(expected)) {
    throw conversionError('ERR_CONVERSION_PLAN_STALE');
  }
  const before = await callFunctions(trx, plan, 'before');
  for (const group of groups.slice(1)) {
    await runGroup(trx, group, onStage);
    crashPoint(`conversion.after ${group.title}`);
  }
  onStage('Call the functions', plan.functions.length);
  const after = await callFunctions(trx, plan, 'after');
  refuseFailures(plan, before, after);
  await recordDone(trx, plan, startedAt);
  crashPoint('conversion.before-commit');
  return plan.functions.map(({ signatureAfter }, place) => ({
    function: signatureAfter,
    outcomes: after[place] ?? [],
  }));
}

async function runGroup(
  trx: Knex.Transaction,
  { title, statements }: StatementGroup,
  onStage: (title: string, statements: number) => void,
): Promise<void> {
  onStage(title, statements.length);
  for (const statement of statements) {
    try {
      await run(trx, statement);
    } catch (error) {
      const sqlState = databaseErrorCode(error);
      if (sqlState === undefined) throw error;
      if (sqlState === '55P03') throw conversionError('ERR_CONVERSION_LOCKED', { statement });
      const reason = serverMessage(error);
      const object = statement.slice(0, 200).replace(/\s+/g, ' ');
      throw conversionError('ERR_CONVERSION_OBJECT_FAILED', { object, sqlState, reason });
    }
  }
}

/** Writes the conversion down, with everything that the way back needs. */
async function recordDone(
  trx: Knex.Transaction,
  plan: ConversionPlan,
  startedAt: number,
): Promise<void> {
  const { request, columns, leftAlone, profile } = plan;
  await trx('lifecycle.conversions').insert({
    profile: profile.names[0],
    target: request.target,
    mode: 'in_place',
    status: 'done',
    request: JSON.stringify(request),
    columns: JSON.stringify({ columns, leftAlone }),
    objects: JSON.stringify(await recordedObjects(trx, plan)),
    finishedAt: trx.raw('clock_timestamp()'),
    durationMs: Math.round(performance.now() - startedAt),
  });
}
