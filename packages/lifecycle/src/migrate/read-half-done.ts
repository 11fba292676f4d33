import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import {
  type Attempt,
  readStatementNotes,
  type StatementNote,
  unfinishedAttempt,
} from './attempts.ts';
import { type FollowedFile, followFile } from './follow-file.ts';
import { resolutionOf } from './index-state.ts';
import type { MigrationFile } from './migration-files.ts';
import { type FileFit, type HalfDone, isSettled } from './rules/half-done.ts';
import { looseStatement } from './rules/interrupted-statement.ts';
import type { MigrationFact } from './rules/migration-plan.ts';
import { runnerLockHolder } from './runner-lock.ts';
import { statementHash } from './statements.ts';

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

export interface HalfDoneFacts {
  readonly attempt: Attempt;
  readonly halfDone: HalfDone;
  readonly progress: InterruptedProgress;
}

/**
 * The migration of which a part is done and stays done; null when there is none, when another runner is
 * working on it, or when somebody has meanwhile added it to the ledger or removed it from there. Nothing of
 * the migration is sent, except, when its file was edited, statements that only read.
 *
 * @throws ERR_MIGRATION_UNREADABLE when the edited file cannot be loaded
 */
export async function readHalfDone(
  db: Knex,
  files: readonly MigrationFile[],
  applied: readonly Pick<MigrationFact, 'name'>[],
): Promise<HalfDoneFacts | null> {
  const attempt = await unfinishedAttempt(db);
  if (attempt === undefined || attempt.transactional) return null;
  const { name, direction } = attempt;
  if (isSettled(attempt, applied) || (await isAnotherAtWork(db))) return null;
  const notes = await readStatementNotes(db, attempt.id);
  if (notes.length === 0) return null;
  const file = files.find((each) => each.name === name);
  const isEdited = file?.checksum !== attempt.checksum;
  const followed = file && (await followFile(db, file, { direction, notes, sendsReads: isEdited }));
  return {
    attempt,
    halfDone: {
      name,
      direction,
      failed: attempt.outcome === 'failed',
      file: followed === undefined ? 'gone' : isEdited ? await fitOf(db, notes, followed) : 'same',
      doubtful: doubtfulOf(notes, followed),
    },
    progress: progressOf(notes, isEdited ? undefined : followed),
  };
}

/** Whether somebody else has the runner's lock; this session may have it itself. */
async function isAnotherAtWork(db: Knex): Promise<boolean> {
  const holder = await runnerLockHolder(db);
  if (holder === undefined) return false;
  const { rows } = await db.raw('SELECT pg_backend_pid() AS pid');
  return rows[0].pid !== holder.pid;
}

/** Of an edited file: whether it still begins with what is done. */
async function fitOf(
  db: Knex,
  notes: readonly StatementNote[],
  { statements }: FollowedFile,
): Promise<FileFit> {
  for (const note of notes) {
    const statement = statements[note.position];
    if (statement !== undefined && statementHash(statement) === note.statementHash) continue;
    // Begun and not known to have ended, it may be replaced as long as it took no effect.
    const begun = note.finishedAt === null ? looseStatement(note.sql ?? '') : undefined;
    if (begun === undefined) return 'other';
    if ((await resolutionOf((sql) => plainQuery(db, sql), begun)) === 'done') return 'other';
  }
  return 'goes-on';
}

function doubtfulOf(
  notes: readonly StatementNote[],
  followed: FollowedFile | undefined,
): number | null {
  const begun = notes.find(({ finishedAt }) => finishedAt === null);
  if (begun === undefined) return null;
  const sql = begun.sql ?? followed?.statements[begun.position]?.text ?? '';
  return looseStatement(sql)?.kind === 'other' ? begun.position + 1 : null;
}

/** @param followed the file, where it is as it was begun */
function progressOf(
  notes: readonly StatementNote[],
  followed: FollowedFile | undefined,
): InterruptedProgress {
  const done = notes.filter(({ finishedAt }) => finishedAt !== null).length;
  const all = followed?.isSure === true ? followed.statements : [];
  const isKnown = notes.every(({ position, statementHash: noted }) => {
    const statement = all[position];
    return statement !== undefined && statementHash(statement) === noted;
  });
  const statements = isKnown ? all : undefined;
  const isAll = done === statements?.length;
  return {
    done,
    known: statements?.length ?? notes.length,
    next: isAll ? null : { number: done + 1, sql: statements?.[done]?.text ?? null },
  };
}
