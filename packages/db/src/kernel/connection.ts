import knex, { type Knex } from 'knex';
import { knexSnakeCaseMappers } from 'objection';

export interface ConnectOptions {
  readonly connectionString: string;
  /** How many connections at the most; 10 unless told. */
  readonly poolSize?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
}

/**
 * A pool of connections, made as they are needed (nothing is opened here). Columns are snake_case in
 * the database and camelCase in rows of the query builder and models; rows of `raw` stay as they are.
 * Close it with `destroy()`.
 */
export function connect({
  connectionString,
  poolSize = 10,
  applicationName = 'atelier',
}: ConnectOptions): Knex {
  return knex({
    client: 'pg',
    connection: {
      connectionString: forDriver(connectionString),
      application_name: applicationName,
      // No statement waits for a lock longer than this: the user gets ERR_BUSY instead of silence.
      options: '-c lock_timeout=10s',
    },
    pool: { min: 0, max: poolSize },
    acquireConnectionTimeout: 10_000,
    // What goes wrong is thrown to whoever asked; Knex would write it to the terminal besides.
    log: { warn() {}, error() {}, deprecate() {}, debug() {} },
    ...knexSnakeCaseMappers(),
  });
}

/**
 * The driver reads the database's name with `decodeURI`, which leaves `%24` and its like; libpq and we
 * read `$`. Written plainly both read the same. (`?` and `#` cannot be: the driver knows no way.)
 */
function forDriver(connectionString: string): string {
  return connectionString.replace(/^([a-z]+:\/\/[^/?#]*\/)([^?#]*)/i, (_all, server, database) => {
    const plain = database.replaceAll(/%(?:2[46BCF]|3[ABD]|40)/gi, decodeURIComponent);
    return `${server}${plain}`;
  });
}
