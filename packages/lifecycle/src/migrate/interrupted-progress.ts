import type { Knex } from 'knex';
import { type Attempt, readStatementNotes, type StatementNote } from './attempts.ts';
import type { MigrationFile } from './migration-files.ts';
import {
  emptyResult,
  interceptedConnection,
  isTransactionControl,
  mayOnlyRead,
  statementHash,
} from './statements.ts';

/** How far a migration outside of transactions came before it was interrupted. */
export interface InterruptedProgress {
  /** Statements that are done and stay done. */
  readonly done: number;
  /**
   * Statements that are known: those of the file, as far as they can be told without the answers of
   * the database; where it was edited or reads to decide, only those that were begun.
   */
  readonly known: number;
  /** The first that is not done; null when all are. `sql` is null where only its number is known. */
  readonly next: { readonly number: number; readonly sql: string | null } | null;
}

/** A file that never comes to an end while nothing is answered is not followed further than this. */
const most = 2_000;

/** Reads how far an interrupted attempt came; no statement of the migration is sent. */
export async function interruptedProgress(
  db: Knex,
  attempt: Attempt,
  files: readonly MigrationFile[],
): Promise<InterruptedProgress> {
  const notes = await readStatementNotes(db, attempt.id);
  const done = notes.filter(({ finishedAt }) => finishedAt !== null).length;
  const file = files.find((each) => each.name === attempt.name);
  const texts =
    file?.checksum === attempt.checksum
      ? await statementsOf(db, file, attempt.direction, notes).catch(() => undefined)
      : undefined;
  const known = texts?.length ?? notes.length;
  const isAll = texts !== undefined && done === texts.length;
  return {
    done,
    known,
    next: isAll ? null : { number: done + 1, sql: texts?.[done] ?? null },
  };
}

/**
 * What the file would send, counted as the runner counts it. Nothing is sent: done statements answer
 * what was noted, all others nothing.
 *
 * @returns undefined when the noted statements are not among them, or when it reads to decide
 */
async function statementsOf(
  db: Knex,
  file: MigrationFile,
  direction: Attempt['direction'],
  notes: readonly StatementNote[],
): Promise<readonly string[] | undefined> {
  const migration = await file.load();
  if (migration.config?.readsData === true) return undefined;
  const texts: string[] = [];
  let isSure = true;
  const connection = interceptedConnection(db, async (statement) => {
    if (isTransactionControl(statement)) return emptyResult;
    if (mayOnlyRead(statement)) {
      isSure = false;
      return emptyResult;
    }
    const note = notes.find(({ position }) => position === texts.length);
    if (note !== undefined && note.statementHash !== statementHash(statement)) isSure = false;
    texts.push(statement.text);
    if (texts.length > most) throw new RangeError(`More than ${most} statements`);
    return { ...emptyResult, rowCount: note?.rowCount ?? 0 };
  });
  try {
    await migration[direction](connection);
  } finally {
    await connection.destroy();
  }
  return isSure && texts.length >= notes.length ? texts : undefined;
}
