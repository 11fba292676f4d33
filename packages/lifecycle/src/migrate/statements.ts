import { createHash } from 'node:crypto';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import type { Knex } from 'knex';
import type { Client, QueryResult } from 'pg';

/** One round trip to the server: as it is sent, with `$1` … for the values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Decides what becomes of a statement: `send` sends it; what is returned is what the caller gets.
 * `query` sends one of its own on the same connection, past itself. `BEGIN`, `COMMIT` and savepoints
 * come by as well.
 */
export type OnStatement = (
  statement: Statement,
  send: () => Promise<QueryResult>,
  query: (text: string, values?: readonly unknown[]) => Promise<QueryResult>,
) => Promise<QueryResult>;

/** What the driver is called with by Knex. */
type DriverQuery = (
  config: { readonly text: string; readonly values?: readonly unknown[] },
  callback: (error: unknown, result?: QueryResult) => void,
) => void;

/**
 * A single connection (see {@link singleConnection}) on which `onStatement` sits between Knex and the
 * server: for recording what a migration does, counting its statements, or skipping done ones.
 */
export function interceptedConnection(db: Knex, onStatement: OnStatement): Knex {
  return singleConnection(db, (client: Client) => {
    const sendToServer = client.query.bind(client) as unknown as DriverQuery;
    const query = (text: string, values: readonly unknown[] = []) =>
      new Promise<QueryResult>((resolve, reject) => {
        sendToServer({ text, values }, (error, result) => {
          if (result === undefined || error) reject(error);
          else resolve(result);
        });
      });
    const intercepted: DriverQuery = (config, callback) => {
      const statement = { text: config.text, values: config.values ?? [] };
      onStatement(statement, () => query(statement.text, statement.values), query).then(
        (result) => callback(null, result),
        (error: unknown) => callback(error),
      );
    };
    client.query = intercepted as unknown as Client['query'];
  });
}

/** What a statement without rows answers, for one that is not sent. */
export const emptyResult: QueryResult = {
  command: '',
  rowCount: 0,
  oid: 0,
  fields: [],
  rows: [],
};

const transactionControl =
  /^\s*(BEGIN|START TRANSACTION|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE|SET TRANSACTION)\b/i;

/** Whether a statement only begins, ends or nests a transaction. */
export function isTransactionControl({ text }: Statement): boolean {
  return transactionControl.test(text);
}

/** Follows a migration into its own transactions and out of them, statement by statement. */
export function followTransactions(): {
  /** Whether the statement begins, ends or nests a transaction; it has to be called for each. */
  isControl(statement: Statement): boolean;
  isInside(): boolean;
} {
  let inside = false;
  return {
    isControl(statement) {
      if (!isTransactionControl(statement)) return false;
      const { text } = statement;
      inside = /^\s*(BEGIN|START)/i.test(text)
        ? true
        : inside && !/^\s*(COMMIT|END|ROLLBACK)\s*;?\s*$/i.test(text);
      return true;
    },
    isInside: () => inside,
  };
}

/** The answer of a statement that only reads; undefined for one that PostgreSQL says would write. */
export async function onlyReads(
  send: Parameters<OnStatement>[1],
  query: Parameters<OnStatement>[2],
): Promise<QueryResult | undefined> {
  await query('BEGIN READ ONLY');
  try {
    return await send();
  } catch (error) {
    // read_only_sql_transaction
    if (databaseErrorCode(error) === '25006') return undefined;
    throw error;
  } finally {
    await query('ROLLBACK');
  }
}

/** Whether a statement looks as if it only read; a function that it calls may write all the same. */
export function mayOnlyRead({ text }: Statement): boolean {
  return /^\s*(SELECT|SHOW|TABLE|VALUES)\b/i.test(text);
}

/** By which a noted statement is known again: SHA-256 in hex, of its text and its values. */
export function statementHash({ text, values }: Statement): string {
  return createHash('sha256')
    .update(JSON.stringify([text, values]))
    .digest('hex');
}
