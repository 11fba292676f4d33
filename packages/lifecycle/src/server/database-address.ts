import type { Knex } from 'knex';

/** The address that a pool of {@link connect} was made with; holds the password. */
export function connectionStringOf(db: Knex): string {
  return db.client.config.userParams.connectionString;
}

/** The same server and role, another database. */
export function inDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}
