import { setTimeout as sleep } from 'node:timers/promises';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import type { Knex } from 'knex';
import { conversionError } from '../rules/errors.ts';
import { run } from '../sql.ts';

/** While a lock is waited for, everybody else queues up behind: so only this long at a time. */
const waitMs = 100;
const attempts = 100;
const longestPauseMs = 2_000;
/** lock_not_available, query_canceled (the statement's time was up), deadlock_detected. */
const heldByOthers = new Set(['55P03', '57014', '40P01']);

/**
 * Runs `work` in a short transaction that gives way to others: it waits for a lock 100 ms at most, and is
 * tried again after growing pauses. It never waits for or holds a lock longer than writers can bear.
 *
 * @throws ERR_CONVERSION_LOCKED after the last attempt
 */
export async function retryingLocks<Result>(
  connection: Knex,
  work: (trx: Knex.Transaction) => Promise<Result>,
  onRetry: (attempt: number) => void = () => {},
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connection.transaction(async (trx) => {
        await run(trx, `SET LOCAL lock_timeout = ${waitMs}; SET LOCAL search_path = ''`);
        return work(trx);
      });
    } catch (error) {
      if (!heldByOthers.has(databaseErrorCode(error) ?? '')) throw error;
      if (attempt === attempts) throw conversionError('ERR_CONVERSION_LOCKED', { attempts });
      onRetry(attempt);
      await sleep(Math.min(50 * attempt, longestPauseMs) * (0.5 + Math.random()));
    }
  }
}
