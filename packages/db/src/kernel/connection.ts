import type { Knex } from 'knex';
import { knexSnakeCaseMappers } from 'objection';
import { askedSettings, driverSettings, leavesItToServer } from './driver-settings.ts';
import { openPool } from './open-pool.ts';
import { settleSession } from './settle-session.ts';
import { addressesOf, hasLeft, takesAnyServer } from './several-hosts.ts';

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
    userParams: notes,
    // A pooler's session is lent to others after us, so it stays as it is: see `inTransaction`.
    pool: { min: 0, max: poolSize, ...(isPooled ? {} : { afterCreate: settleSession }) },
    acquireConnectionTimeout: 10_000,
    // What goes wrong is thrown to whoever asked; Knex would write it to the terminal besides.
    log: { warn() {}, error() {}, deprecate() {}, debug() {} },
    ...knexSnakeCaseMappers(),
  };
  return openPool({
    config,
    ...connectionSettings(pooledUrl ?? connectionString, applicationName),
  });
}

/**
 * For the driver: an address, under the name that the session is to have, for a connection that is about to be opened.
 * Where the address leaves encryption to the server it is asked before the first one, and again for one that is opened
 * more than a minute later: the server may have been started anew with other settings. Of several servers another one
 * may be the first at any moment, and the one before is left.
 */
export function connectionSettings(connectionString: string, applicationName: string | undefined) {
  const named = (settings: ReturnType<typeof driverSettings>) => ({
    application_name: 'atelier',
    ...settings,
    ...(applicationName !== undefined && { application_name: applicationName }),
  });
  const isOfOne = addressesOf(connectionString).length === 1;
  if (isOfOne && !leavesItToServer(connectionString)) {
    const settings = named(driverSettings(connectionString));
    return { settingsNow: async () => settings };
  }
  const settingsNow = heldFor(isOfOne ? askAgainMs : firstHoldsMs, async () =>
    named(await askedSettings(connectionString)),
  );
  return isOfOne || takesAnyServer(connectionString)
    ? { settingsNow }
    : { settingsNow, isFormer: hasLeft };
}

/** Asks once for all who want to know meanwhile, and until the answer is so old; one that failed is no answer. */
function heldFor<Answer>(ms: number, ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  let endsAt = Number.POSITIVE_INFINITY;
  const askAnew = async () => {
    endsAt = Number.POSITIVE_INFINITY;
    try {
      const given = await ask();
      endsAt = performance.now() + ms;
      return given;
    } catch (error) {
      answer = undefined;
      throw error;
    }
  };
  return () => {
    if (answer === undefined || performance.now() > endsAt) answer = askAnew();
    return answer;
  };
}

/** How long a server's answer about encryption holds. */
const askAgainMs = 60_000;
/** And how long the first of several is taken for it: a pool makes all its connections anew at once. */
const firstHoldsMs = 500;

/** The notes of a pool, or of a transaction in it. */
export function poolNotes(db: Knex): PoolNotes {
  return db.client.config.userParams;
}
