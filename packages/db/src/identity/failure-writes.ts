import {
  type Failures,
  type ThrottleRule,
  waitAfter,
  withFailure,
} from '@atelier/domain/identity/throttle.ts';
import type { Knex } from 'knex';
import { inTransaction } from '../kernel/transaction.ts';
import { SignInFailureModel } from './models/sign-in-failure.ts';

/** A key, and how failures behind it make whoever tries again wait. */
export interface ThrottledKey {
  readonly key: Buffer;
  readonly rule: ThrottleRule;
}

/**
 * Counts an attempt as failed before it is made, so that a hundred at the same moment are a hundred. Gives how
 * long it has to wait instead, in milliseconds, and counts nothing then; 0 for one that may be made.
 */
export async function beginAttempt(
  db: Knex,
  throttled: readonly ThrottledKey[],
  now: number,
): Promise<number> {
  const keys = throttled.map(({ key }) => key);
  // A flood is turned away by reading alone.
  const seen = await SignInFailureModel.query(db).whereIn('key', keys);
  const wait = longestWait(throttled, seen, now);
  if (wait > 0) return wait;
  return inTransaction(db, async (trx) => {
    const rows = [...keys]
      .sort(Buffer.compare)
      .map((key) => ({ key, failures: 0, lastAt: new Date(now) }));
    for (const row of rows)
      await trx('identity.sign_in_failures').insert(row).onConflict('key').ignore();
    const found = await SignInFailureModel.query(trx)
      .whereIn('key', keys)
      .orderBy('key')
      .forUpdate();
    const waitNow = longestWait(throttled, found, now);
    if (waitNow > 0) {
      // Somebody else was quicker: whoever is turned away leaves no row.
      await trx('identity.sign_in_failures').whereIn('key', keys).where({ failures: 0 }).delete();
      return waitNow;
    }
    for (const row of found) {
      const { count, lastAt } = withFailure(failuresOf(row), now);
      await SignInFailureModel.query(trx)
        .findById(row.key)
        .patch({ failures: count, lastAt: new Date(lastAt) });
    }
    return 0;
  });
}

/** It did not fail, or was not made at all: what was counted for it is taken back. */
export async function takeBackAttempt(db: Knex, keys: readonly Buffer[]): Promise<void> {
  await db('identity.sign_in_failures')
    .whereIn('key', keys)
    .update({ failures: db.raw('greatest(failures - 1, 0)') });
}

/** What failed before counts no more. */
export async function clearFailures(db: Knex, keys: readonly Buffer[]): Promise<void> {
  await db('identity.sign_in_failures').whereIn('key', keys).delete();
}

/** Forgets failures older than so many milliseconds; gives their number. */
export async function forgetFailures(db: Knex, keptMs: number): Promise<number> {
  return db('identity.sign_in_failures')
    .where('lastAt', '<', new Date(Date.now() - keptMs))
    .delete();
}

function longestWait(
  throttled: readonly ThrottledKey[],
  rows: readonly SignInFailureModel[],
  now: number,
): number {
  const waits = rows.flatMap((row) =>
    throttled
      .filter(({ key }) => key.equals(row.key))
      .map(({ rule }) => waitAfter(rule, failuresOf(row), now)),
  );
  return Math.max(0, ...waits);
}

function failuresOf({ failures, lastAt }: SignInFailureModel): Failures {
  return { count: failures, lastAt: lastAt.getTime() };
}
