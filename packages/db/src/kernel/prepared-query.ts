import type { Knex } from 'knex';
import type { Client } from 'pg';

/** A statement that a connection prepares once, under its name, and then only executes. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * Runs a prepared statement straight on the pool's (or the transaction's) connection. For the few
 * statements so hot that the query builder's own work would show; see docs/adr/0004.
 */
export async function preparedQuery<Row extends object>(
  db: Knex,
  statement: PreparedStatement,
  values: unknown[],
): Promise<Row[]> {
  const connection: Client = await db.client.acquireConnection();
  try {
    const result = await connection.query<Row>({ ...statement, values });
    return result.rows;
  } finally {
    await db.client.releaseConnection(connection);
  }
}
