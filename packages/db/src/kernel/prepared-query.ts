import type { Knex } from 'knex';
import type { Client } from 'pg';
import { poolNotes } from './connection.ts';
import { crashPoint } from './crash-point.ts';

/** A statement that a connection prepares once, under its name, and then only executes. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * Runs a prepared statement straight on the pool's (or the transaction's) connection. For the few
 * statements so hot that the query builder's own work would show; see docs/adr/0004. Behind a pooler the
 * statement is prepared each time: the session that knows its name may be lent to somebody else next time.
 */
export async function preparedQuery<Row extends object>(
  db: Knex,
  { name, text }: PreparedStatement,
  values: unknown[],
): Promise<Row[]> {
  const connection: Client = await db.client.acquireConnection();
  try {
    const isKept = !poolNotes(db).isPooled;
    const answer = connection.query<Row>({ text, values, ...(isKept && { name }) });
    crashPoint('statement.sent');
    return (await answer).rows;
  } finally {
    await db.client.releaseConnection(connection);
  }
}
