import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import type { Difference } from '../catalog/rules/difference.ts';
import { planFix, planUndo } from '../drift/fix/write-fix.ts';
import { operatorError } from '../errors/operator-errors.ts';
import { ensureLedger } from '../migrate/ledger.ts';
import type { RunnerLockOptions } from '../migrate/runner-lock.ts';
import { type LockRetryOptions, withRunnerSession } from '../migrate/runner-session.ts';
import { ensureRepairRecords, writeRepair } from '../records/repair-records.ts';

/** A difference under the name by which people call it. */
export interface NamedDifference extends Difference {
  readonly id: string;
}

/** The statements that fix some differences, in the order in which they have to be run. */
export function fixStatements(
  differences: readonly NamedDifference[],
  way: 'up' | 'down',
): readonly { readonly id: string; readonly sql: string }[] {
  // One that several of them need, such as dropping a view, stands once, under the first one's name.
  const plan = way === 'up' ? planFix(differences) : planUndo(differences);
  return plan.map(({ sql, of }) => ({ id: differences[of[0] ?? 0]?.id ?? '', sql }));
}

/**
 * Fixes differences in one transaction, with a record by which they can be taken back where each of them
 * can.
 *
 * @throws ERR_REPAIR_CHANGED when one is not as it was found; ERR_FIX_FAILED when the rows do not allow it
 */
export async function carryOutFixes(
  db: Knex,
  name: string,
  differences: readonly NamedDifference[],
  options: RunnerLockOptions & LockRetryOptions = {},
): Promise<string> {
  return withRunnerSession(db, options, async ({ connection, retryingLocks }) => {
    await ensureLedger(connection);
    await ensureRepairRecords(connection);
    return retryingLocks(name, () =>
      connection.transaction(async (trx) => {
        await trx.raw("SET LOCAL search_path = ''; SET LOCAL check_function_bodies = off");
        for (const { id, fix } of differences) {
          const { rows } = await plainQuery<{ stands: boolean }>(
            trx,
            `SELECT ${fix?.stands ?? 'true'} AS stands`,
          );
          if (rows[0]?.stands !== true) throw operatorError('ERR_REPAIR_CHANGED', { repair: id });
        }
        for (const { id, sql } of fixStatements(differences, 'up')) {
          await plainQuery(trx, sql).catch((error: unknown) => {
            if (isOfTheRows(error)) {
              throw operatorError('ERR_FIX_FAILED', { id, reason: error.message });
            }
            throw error;
          });
        }
        const isReversible = differences.every(({ fix }) => fix?.down !== null);
        const down = isReversible ? fixStatements(differences, 'down').map(({ sql }) => sql) : null;
        return writeRepair(trx, name, {
          kind: 'fixes',
          differences: differences.map(({ id }) => id),
          down,
        });
      }),
    );
  });
}

/**
 * Runs the statements that a record keeps for the way back.
 *
 * @throws ERR_REPAIR_OVERTAKEN when the tables are no longer where they were fixed; ERR_REPAIR_HOLDS when
 * rows or values that were added since would be lost
 */
export async function undoFixes(trx: Knex.Transaction, down: readonly string[]): Promise<void> {
  await trx.raw("SET LOCAL search_path = ''; SET LOCAL check_function_bodies = off");
  for (const sql of down) {
    await plainQuery(trx, sql).catch((error: unknown) => {
      // restrict_violation, of a guard: what it says of a migration does not count here.
      if (databaseErrorCode(error) === '23001' && error instanceof Error) {
        const [reason = ''] = error.message.split('. ');
        throw operatorError('ERR_REPAIR_HOLDS', { reason });
      }
      // undefined_object, undefined_table
      if (!['42704', '42P01'].includes(databaseErrorCode(error) ?? '')) throw error;
      throw operatorError('ERR_REPAIR_OVERTAKEN', { statement: sql });
    });
  }
}

/** Integrity constraint violation, or a value that does not fit. */
function isOfTheRows(error: unknown): error is Error {
  return error instanceof Error && /^(22|23)/.test(databaseErrorCode(error) ?? '');
}
