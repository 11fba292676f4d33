import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';

/** Rows of a query that is written out in full. */
export async function rowsOf<Row extends object>(db: Knex, sql: string): Promise<Row[]> {
  const { rows } = await plainQuery<Row>(db, sql);
  return rows;
}

/** Runs a generated statement, or several with semicolons between. */
export async function run(db: Knex, sql: string): Promise<void> {
  await plainQuery(db, sql);
}

/** What PostgreSQL said, without the statement that Knex puts in front of it. */
export function serverMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(message.lastIndexOf(' - ') + 1).replace(/^- /, '');
}
