import type { Knex } from 'knex';

/** A question mark in a generated statement is PostgreSQL's (or a text's), never a placeholder. */
const plain = (sql: string): string => sql.replaceAll('?', '\\?');

/** Rows of a query that is written out in full. */
export async function rowsOf<Row>(db: Knex, sql: string): Promise<Row[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(plain(sql));
  return rows;
}

/** Runs a generated statement, or several with semicolons between. */
export async function run(db: Knex, sql: string): Promise<void> {
  await db.raw(plain(sql));
}

/** What PostgreSQL said, without the statement that Knex puts in front of it. */
export function serverMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(message.lastIndexOf(' - ') + 1).replace(/^- /, '');
}
