import knex, { type Knex } from 'knex';
import { knexSnakeCaseMappers } from 'objection';
import { askedSettings, driverSettings, leavesItToServer } from './driver-settings.ts';
import { settleSession } from './settle-session.ts';
import { addressesOf } from './several-hosts.ts';

export interface ConnectOptions {
  /** Where a connection is a session. */
  readonly connectionString: string;
  /**
   * The same database through a pooler, which may give every transaction another session: the pool goes
   * there, and what needs a session goes to `connectionString` all the same.
   */
  readonly pooledUrl?: string | undefined;
  /** How many connections at the most; 10 unless told. */
  readonly poolSize?: number;
  /** Shown in pg_stat_activity; else the one in the address, else `atelier`. */
  readonly applicationName?: string;
}

/** What {@link connect} notes in a pool for whoever opens another connection like its own. */
export interface PoolNotes {
  readonly connectionString: string;
  readonly applicationName: string | undefined;
  readonly isPooled: boolean;
}

/**
 * A pool of connections, made as they are needed (nothing is opened here). Columns are snake_case in
 * the database and camelCase in rows of the query builder and models; rows of `raw` stay as they are.
 * Close it with `destroy()`.
 */
export function connect({
  connectionString,
  pooledUrl,
  poolSize = 10,
  applicationName,
}: ConnectOptions): Knex {
  const isPooled = pooledUrl !== undefined;
  const notes: PoolNotes = { connectionString, applicationName, isPooled };
  const config: Knex.Config & { readonly userParams: PoolNotes } = {
    client: 'pg',
    connection: connectionSettings(pooledUrl ?? connectionString, applicationName),
    userParams: notes,
    // A pooler's session is lent to others after us, so it stays as it is: see `inTransaction`.
    pool: { min: 0, max: poolSize, ...(isPooled ? {} : { afterCreate: settleSession }) },
    acquireConnectionTimeout: 10_000,
    // What goes wrong is thrown to whoever asked; Knex would write it to the terminal besides.
    log: { warn() {}, error() {}, deprecate() {}, debug() {} },
    ...knexSnakeCaseMappers(),
  };
  return knex(config);
}

/**
 * For the driver: an address, under the name that the session is to have. A pool whose address leaves
 * encryption to the server asks before its first connection, and again for one that it makes more than a
 * minute later: the server may have been started anew with other settings. Of several servers another one may be
 * the first at any moment.
 */
export function connectionSettings(connectionString: string, applicationName: string | undefined) {
  const named = (settings: ReturnType<typeof driverSettings>) => ({
    application_name: 'atelier',
    ...settings,
    ...(applicationName !== undefined && { application_name: applicationName }),
  });
  const isOfOne = addressesOf(connectionString).length === 1;
  const holdsMs = isOfOne ? askAgainMs : firstHoldsMs;
  return leavesItToServer(connectionString) || !isOfOne
    ? async () => {
        const settings = named(await askedSettings(connectionString));
        const asked = performance.now();
        return { ...settings, expirationChecker: () => performance.now() - asked > holdsMs };
      }
    : named(driverSettings(connectionString));
}

/** How long a server's answer about encryption holds. */
const askAgainMs = 60_000;
/** And how long the first of several is taken for it: a pool makes all its connections anew at once. */
const firstHoldsMs = 500;

/** The notes of a pool, or of a transaction in it. */
export function poolNotes(db: Knex): PoolNotes {
  return db.client.config.userParams;
}
