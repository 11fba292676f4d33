import type { Client } from 'pg';

/**
 * The limits of every session of ours, as the `options` of a connection. A role or a database may have
 * others (`ALTER ROLE … SET statement_timeout`), made for short requests: they would end a migration
 * halfway, and a session that only waits. What is long here is ended by us alone; only a lock is waited
 * for no longer than 10 s, so that the user gets ERR_BUSY instead of silence.
 */
export const sessionLimits = [
  'lock_timeout=10s',
  'statement_timeout=0',
  'idle_in_transaction_session_timeout=0',
  'idle_session_timeout=0',
]
  .map((limit) => `-c ${limit}`)
  .join(' ');

/**
 * Lifts the one limit that servers before PostgreSQL 17 do not know: they would refuse a connection
 * whose options name it.
 */
export const liftTransactionTimeout = `SELECT set_config('transaction_timeout', '0', false)
  WHERE current_setting('transaction_timeout', true) IS NOT NULL`;

/** For a pool's `afterCreate`: what {@link sessionLimits} cannot say. */
export function liftLimits(client: Client, done: (error: Error | null) => void): void {
  client.query(liftTransactionTimeout, (error) => done(error));
}
