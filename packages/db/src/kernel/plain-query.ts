import type { Knex } from 'knex';
import type { Client, QueryResult } from 'pg';

/**
 * Runs statements as they are written, on the pool's or the transaction's connection. Knex's `raw` takes a
 * question mark for a placeholder, and its way of escaping one eats the backslashes before it.
 *
 * @returns the result of the last statement
 */
export async function plainQuery<Row extends object>(
  db: Knex,
  sql: string,
): Promise<QueryResult<Row>> {
  const connection: Client = await db.client.acquireConnection();
  try {
    return await new Promise((resolve, reject) => {
      // As Knex calls it: whoever stands between Knex and the driver sees these as well.
      connection.query({ text: sql }, (error: unknown, answer: QueryResult | QueryResult[]) => {
        const last = Array.isArray(answer) ? answer.at(-1) : answer;
        if (error || last === undefined) reject(error);
        else resolve(last);
      });
    });
  } finally {
    await db.client.releaseConnection(connection);
  }
}
