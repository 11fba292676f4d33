import knex, { type Knex } from 'knex';
import { knexSnakeCaseMappers } from 'objection';
import { driverSettings } from './driver-settings.ts';
import { liftLimits } from './session-limits.ts';

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
  const config: Knex.Config & { readonly userParams: { readonly connectionString: string } } = {
    client: 'pg',
    connection: {
      application_name: applicationName,
      ...driverSettings(connectionString),
    },
    // For whoever opens another connection like this one.
    userParams: { connectionString },
    pool: { min: 0, max: poolSize, afterCreate: liftLimits },
    acquireConnectionTimeout: 10_000,
    // What goes wrong is thrown to whoever asked; Knex would write it to the terminal besides.
    log: { warn() {}, error() {}, deprecate() {}, debug() {} },
    ...knexSnakeCaseMappers(),
  };
  return knex(config);
}
