import type { Knex } from 'knex';
import { connectionsOf } from './connections-of.ts';

/**
 * Asks, and waits so long for the answer. Where none comes the other end may have gone without a word (a network that
 * was cut, a machine that lost its power), and TCP by itself would wait for a quarter of an hour: all connections of
 * the pool are ended then, so that everybody who waits on one is told, and asks anew on another.
 *
 * @param db a pool of the caller's own
 */
export async function answerWithin<Result>(
  db: Knex,
  ms: number,
  ask: () => Promise<Result>,
): Promise<Result> {
  const timer = setTimeout(() => endConnections(db), ms);
  try {
    return await ask();
  } finally {
    clearTimeout(timer);
  }
}

function endConnections(db: Knex): void {
  for (const { connection } of connectionsOf(db)) connection.stream.destroy();
}
