import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { Knex } from 'knex';
import { lockStatement } from '../groups.ts';
import type { ConversionPlan } from '../plan.ts';
import { conversionError } from '../rules/errors.ts';
import { run, serverMessage } from '../sql.ts';
import { type CallOutcomes, callFunctions, refuseFailures } from '../verify-functions.ts';

export interface SwapReport {
  /** How long the exclusive locks were held, from having them to the commit. */
  readonly heldMs: number;
  /** Attempts, the last of which succeeded. */
  readonly attempts: number;
  readonly after: CallOutcomes;
}

export interface SwapOptions {
  /** How long the locks may be held; 380 ms unless told, and once more so long after every ten attempts. */
  readonly holdMs?: number;
  readonly onRetry?: (attempt: number, reason: string) => void;
}

/** All tables at once, or none: others wait behind this as long. */
const lockWaitMs = 80;
const mostAttempts = 60;

class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/**
 * Exchanges old and new columns in one transaction. It gives up and tries again when it does not get its
 * locks quickly, or cannot finish in the time it may hold them; so no writer waits longer than both times
 * together. On a machine that is too slow for that, both grow by as much after every ten attempts.
 *
 * @throws ERR_CONVERSION_LOCKED after many attempts; ERR_CONVERSION_OBJECT_FAILED for a function that
 * does not work on the new columns
 */
export async function swap(
  connection: Knex,
  plan: ConversionPlan,
  statements: readonly string[],
  finish: (trx: Knex.Transaction) => Promise<void>,
  { holdMs = 380, onRetry = () => {} }: SwapOptions = {},
): Promise<SwapReport> {
  const before = await callsBefore(connection, plan);
  for (let attempts = 1; ; attempts += 1) {
    try {
      const patience = Math.ceil(attempts / 10);
      const done = await attempt(connection, plan, statements, before, finish, holdMs, patience);
      return { ...done, attempts };
    } catch (error) {
      const code = databaseErrorCode(error) ?? '';
      const again = error instanceof TooSlow || ['55P03', '57014', '40P01'].includes(code);
      if (!again) throw objectError(error);
      if (attempts === mostAttempts) {
        throw conversionError('ERR_CONVERSION_LOCKED', { attempts, holdMs });
      }
      onRetry(attempts, error instanceof TooSlow ? error.message : serverMessage(error));
      await sleep(Math.min(100 * attempts, 3_000) * (0.5 + Math.random()));
    }
  }
}

async function attempt(
  connection: Knex,
  plan: ConversionPlan,
  statements: readonly string[],
  before: CallOutcomes,
  finish: (trx: Knex.Transaction) => Promise<void>,
  leastHoldMs: number,
  patience: number,
): Promise<Omit<SwapReport, 'attempts'>> {
  const holdMs = leastHoldMs * patience;
  const waitMs = lockWaitMs * patience;
  let lockedAt = 0;
  const left = (): number => {
    const ms = Math.floor(holdMs - (performance.now() - lockedAt));
    if (ms <= 0) throw new TooSlow(`the swap was not through after ${holdMs} ms`);
    return ms;
  };
  const after = await connection.transaction(async (trx) => {
    await run(
      trx,
      `SET LOCAL search_path = ''; SET LOCAL check_function_bodies = off;
       SET LOCAL client_min_messages = warning; SET LOCAL statement_timeout = ${waitMs}`,
    );
    await run(trx, lockStatement(plan));
    lockedAt = performance.now();
    crashPoint('conversion.swap-locked');
    await run(trx, `SET LOCAL lock_timeout = ${waitMs}; SET LOCAL statement_timeout = ${left()}`);
    await run(trx, statements.join(';\n'));
    crashPoint('conversion.swapped');
    const outcomes = await callFunctions(trx, plan, 'after', left);
    left();
    refuseFailures(plan, before, outcomes, false);
    await finish(trx);
    left();
    crashPoint('conversion.before-commit');
    return outcomes;
  });
  return { heldMs: Math.round(performance.now() - lockedAt), after };
}

/** On the old columns, without any lock of ours. */
async function callsBefore(connection: Knex, plan: ConversionPlan): Promise<CallOutcomes> {
  const trx = await connection.transaction();
  try {
    await run(trx, `SET LOCAL search_path = ''; SET LOCAL lock_timeout = '2s'`);
    return await callFunctions(trx, plan, 'before');
  } finally {
    await trx.rollback();
  }
}

function objectError(error: unknown): unknown {
  const sqlState = error instanceof DomainError ? undefined : databaseErrorCode(error);
  if (sqlState === undefined || /^(08|57P)/.test(sqlState)) return error;
  return conversionError('ERR_CONVERSION_OBJECT_FAILED', {
    object: 'the swap',
    sqlState,
    reason: serverMessage(error),
  });
}
