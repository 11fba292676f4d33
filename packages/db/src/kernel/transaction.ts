import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { poolNotes } from './connection.ts';
import { crashPoint } from './crash-point.ts';
import { isRetryable } from './database-errors.ts';
import { lockTimeout } from './settle-session.ts';

const attempts = 5;

/**
 * Runs `work` in a transaction, and again from the beginning when PostgreSQL chose it as the victim of a
 * deadlock or of a serialization conflict; after five attempts the last error is thrown. `work` must
 * therefore change nothing but the database.
 */
export async function inTransaction<Result>(
  db: Knex,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await db.transaction(async (trx) => {
        // Else it is the session's, from its beginning on.
        if (poolNotes(db).isPooled) await trx.raw(`SET LOCAL lock_timeout = '${lockTimeout}'`);
        const done = await work(trx);
        crashPoint('transaction.before-commit');
        return done;
      });
      crashPoint('transaction.after-commit');
      return result;
    } catch (error) {
      if (!isRetryable(error) || attempt === attempts) throw error;
      await sleep(attempt * 10 + Math.random() * 20);
    }
  }
}

/** Runs reads that must fit together on one snapshot of the database. */
export function inSnapshot<Result>(
  db: Knex,
  read: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction(read, { isolationLevel: 'repeatable read', readOnly: true });
}
