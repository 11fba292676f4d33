import type { Knex } from 'knex';
import type { Client } from 'pg';
import { poolNotes } from './connection.ts';
import { crashPoint } from './crash-point.ts';

/**
 * A statement that a connection prepares once, under its name, and then only executes. It does one thing in
 * named parts, so that what is to be written beside it can be one part more.
 */
export interface PreparedStatement {
  readonly name: string;
  /** What stands behind WITH. */
  readonly parts: string;
  /** The part that has a row if and only if the thing was done. */
  readonly done: string;
  /** The SELECT that answers. */
  readonly answer: string;
  /** How many values it takes: `$1` and so on. */
  readonly values: number;
}

/** Runs prepared statements: as they are, or with something written beside each. */
export type RunStatement = <Row extends object>(
  statement: PreparedStatement,
  values: readonly unknown[],
) => Promise<Row[]>;

/** The statement as PostgreSQL gets it. */
export function statementText({ parts, answer }: PreparedStatement): string {
  return `WITH ${parts} ${answer}`;
}

/**
 * Runs prepared statements straight on the pool's (or the transaction's) connection. For the few
 * statements so hot that the query builder's own work would show; see docs/adr/0004. Behind a pooler the
 * statement is prepared each time: the session that knows its name may be lent to somebody else next time.
 */
export function statementsOn(db: Knex): RunStatement {
  return async <Row extends object>(statement: PreparedStatement, values: readonly unknown[]) => {
    const { name } = statement;
    // Knex does not say what its connections are: pg's own.
    const connection: Client = await db.client.acquireConnection();
    try {
      const isKept = !poolNotes(db).isPooled;
      const query = { text: textOf(statement), values: [...values], ...(isKept && { name }) };
      const answer = connection.query<Row>(query);
      crashPoint('statement.sent');
      return (await answer).rows;
    } finally {
      await db.client.releaseConnection(connection);
    }
  };
}

const texts = new WeakMap<PreparedStatement, string>();

/** Put together once for each statement. */
function textOf(statement: PreparedStatement): string {
  const known = texts.get(statement);
  if (known !== undefined) return known;
  const text = statementText(statement);
  texts.set(statement, text);
  return text;
}
