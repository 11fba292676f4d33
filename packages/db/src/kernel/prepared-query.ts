import type { Knex } from 'knex';
import type { Client } from 'pg';
import { crashPoint } from './crash-point.ts';

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
    const answer = connection.query<Row>({ ...statement, values });
    crashPoint('statement.sent');
    return (await answer).rows;
  } finally {
    await db.client.releaseConnection(connection);
  }
}
