import type { QueryResult } from 'pg';
import { isTransactionControl, type OnStatement, type Statement } from '../migrate/statements.ts';
import { type ParsedStatement, parseStatements } from './parse.ts';

type Query = Parameters<OnStatement>[2];

/** Called in place of sending one statement of a migration. */
export type OnSingleStatement = (
  statement: ParsedStatement,
  send: () => Promise<QueryResult>,
  query: Query,
) => Promise<QueryResult>;

/**
 * An {@link OnStatement} that takes texts of several statements apart, so that each can be watched by
 * itself. Outside a transaction, PostgreSQL runs such a text in a transaction of its own, and so does this.
 */
export function statementByStatement(onSingle: OnSingleStatement): OnStatement {
  let inTransaction = false;
  return async (statement, send, query) => {
    if (isTransactionControl(statement)) {
      inTransaction = nextState(inTransaction, statement);
      return send();
    }
    // What the parser does not take is for the server to judge; the lint says that it could not read it.
    const parts = await parseStatements(statement.text).catch(() => [
      { text: statement.text, tree: {} },
    ]);
    const [only] = parts;
    if (only === undefined) return send();
    if (parts.length === 1) return onSingle(only, send, query);
    const all = async () => {
      const results: QueryResult[] = [];
      for (const part of parts) results.push(await onSingle(part, () => query(part.text), query));
      // The driver gives the results of such a text as an array, and Knex's types know one only.
      return results as unknown as QueryResult;
    };
    const hasOwn = parts.some(({ text }) => isTransactionControl({ text, values: [] }));
    return inTransaction || hasOwn ? all() : inOneTransaction(query, all);
  };
}

/** Savepoints neither begin nor end a transaction. */
function nextState(inTransaction: boolean, { text }: Statement): boolean {
  if (/^\s*(BEGIN|START)/i.test(text)) return true;
  return inTransaction && !/^\s*(COMMIT|END|ROLLBACK)\s*;?\s*$/i.test(text);
}

async function inOneTransaction(query: Query, work: () => Promise<QueryResult>) {
  await query('BEGIN');
  try {
    const result = await work();
    await query('COMMIT');
    return result;
  } catch (error) {
    await query('ROLLBACK');
    throw error;
  }
}
