import type { Knex } from 'knex';
import type { Client } from 'pg';

/**
 * Runs a statement with values (`$1` and so on) as it is written, on the pool's or the transaction's connection,
 * without a name: it is planned for these values and for the tables as they are now, and no session has to know it.
 */
export async function boundQuery<Row extends object>(
  db: Knex,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  // Knex does not say what its connections are: pg's own.
  const connection: Client = await db.client.acquireConnection();
  try {
    return (await connection.query<Row>({ text, values: [...values] })).rows;
  } finally {
    await db.client.releaseConnection(connection);
  }
}
