import type { Knex } from 'knex';
import type { StatementNote } from './attempts.ts';
import type { MigrationFile } from './migration-files.ts';
import type { Direction } from './rules/direction.ts';
import {
  emptyResult,
  followTransactions,
  interceptedConnection,
  mayOnlyRead,
  onlyReads,
  type Statement,
} from './statements.ts';

/** What a migration outside of transactions would send, in its order, as far as it can be told. */
export interface FollowedFile {
  readonly statements: readonly Statement[];
  /** It came to its end, and no answer of the database decided what it sends. */
  readonly isSure: boolean;
}

export interface FollowOptions {
  readonly direction: Direction;
  /** Answer what is done already. */
  readonly notes: readonly StatementNote[];
  /** Send what only reads; otherwise it is answered with nothing. */
  readonly sendsReads: boolean;
}

/** A file that never comes to an end while nothing is answered is not followed further than this. */
const most = 2_000;

/**
 * Runs a migration against a connection that sends nothing that could write, and counts its statements
 * as the runner does. Done statements answer what was noted, all others nothing.
 *
 * @throws ERR_MIGRATION_UNREADABLE
 */
export async function followFile(
  db: Knex,
  file: MigrationFile,
  { direction, notes, sendsReads }: FollowOptions,
): Promise<FollowedFile> {
  const migration = await file.load();
  const statements: Statement[] = [];
  const transactions = followTransactions();
  let isSure = migration.config?.readsData !== true;
  const connection = interceptedConnection(db, async (statement, send, query) => {
    if (transactions.isControl(statement)) return emptyResult;
    if (mayOnlyRead(statement) && !transactions.isInside()) {
      isSure = false;
      const read = sendsReads ? await onlyReads(send, query) : emptyResult;
      if (read !== undefined) return read;
    }
    const note = notes.find(({ position }) => position === statements.length);
    statements.push(statement);
    if (statements.length > most) throw new RangeError(`More than ${most} statements`);
    return { ...emptyResult, rowCount: note?.rowCount ?? 0 };
  });
  try {
    await migration[direction](connection);
  } catch {
    // It took an answer for granted that nobody gave.
    isSure = false;
  } finally {
    await connection.destroy();
  }
  return { statements, isSure };
}
