import { poolNotes } from '@atelier/db/kernel/connection.ts';
import type { Knex } from 'knex';

/** The address at which a pool's database holds sessions, past a pooler; holds the password. */
export function connectionStringOf(db: Knex): string {
  return poolNotes(db).connectionString;
}

/** The same server and role, another database. */
export function inDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}
