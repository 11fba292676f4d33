import { hostname } from 'node:os';
import type { Knex } from 'knex';
import type { MigrationFile } from './migration-files.ts';
import type { Direction } from './rules/direction.ts';

/** One try at applying a migration or taking it back. */
export interface Attempt {
  readonly id: string;
  readonly name: string;
  readonly direction: Direction;
  readonly checksum: string;
  readonly transactional: boolean;
  /** Who tried: `host:pid`. */
  readonly runner: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /**
   * null: it runs now, or its runner was killed. `interrupted`: a later runner found that it was killed and
   * continued from there; `undone`: what it left behind was taken back.
   */
  readonly outcome: 'done' | 'failed' | 'interrupted' | 'undone' | null;
  readonly error: string | null;
  /** The name of the backup from before it; null when none was made. */
  readonly backup: string | null;
  /** Whose adoption (up) or release (down) it was, by this baseline; null: the migration itself ran. */
  readonly profile: string | null;
}

/** A statement of a migration outside of transactions. */
export interface StatementNote {
  readonly position: number;
  readonly statementHash: string;
  /** Its text, where it runs outside of transactions; null for others, and in notes of older versions. */
  readonly sql: string | null;
  readonly rowCount: number | null;
  /** null: begun, and nobody knows whether it ended. */
  readonly finishedAt: Date | null;
}

/** Notes that a migration begins; the attempt's id. Committed at once, to outlive the runner. */
export async function beginAttempt(
  db: Knex,
  file: Pick<MigrationFile, 'name' | 'checksum'>,
  direction: Direction,
  transactional: boolean,
  { backup, profile }: Partial<Record<'backup' | 'profile', string | undefined>> = {},
): Promise<string> {
  const [row] = await db('lifecycle.migration_attempts')
    .insert({
      name: file.name,
      checksum: file.checksum,
      direction,
      transactional,
      backup: backup ?? null,
      profile: profile ?? null,
      runner: `${hostname()}:${process.pid}`,
    })
    .returning('id');
  return row.id;
}

/** Notes that an attempt is gone on with. */
export async function resumeAttempt(db: Knex, id: string): Promise<void> {
  await db('lifecycle.migration_attempts')
    .where({ id })
    .update({ outcome: null, finishedAt: null, error: null });
}

/** Notes how an attempt ended. */
export async function finishAttempt(
  db: Knex,
  id: string,
  outcome: NonNullable<Attempt['outcome']>,
  error?: unknown,
): Promise<void> {
  await db('lifecycle.migration_attempts')
    .where({ id })
    .update({
      outcome,
      finishedAt: db.raw('clock_timestamp()'),
      error: error === undefined ? null : messageOf(error),
    });
}

/** The last attempts, newest first; empty where there is no ledger of this version yet. */
export async function readAttempts(db: Knex, limit = 50): Promise<readonly Attempt[]> {
  const { rows } = await db.raw(
    "SELECT to_regclass('lifecycle.migration_attempts') IS NOT NULL AS there",
  );
  if (!rows[0].there) return [];
  const attempts: Attempt[] = await db('lifecycle.migration_attempts')
    .select('*')
    .orderBy('id', 'desc')
    .limit(limit);
  // Written by an older version, they name no backups and profiles yet.
  return attempts.map(({ backup = null, profile = null, ...rest }) => ({
    ...rest,
    backup,
    profile,
  }));
}

/**
 * The attempt whose work is not finished: the newest one, when it was killed or, outside of transactions,
 * failed on its way. A runner that is working right now looks the same: ask only while holding the runner's
 * lock.
 */
export async function unfinishedAttempt(db: Knex): Promise<Attempt | undefined> {
  const [newest] = await readAttempts(db, 1);
  return newest !== undefined && isUnfinished(newest) ? newest : undefined;
}

/** Killed; or, outside of transactions, failed on its way. */
export function isUnfinished({ outcome, transactional }: Attempt): boolean {
  return outcome === null || (outcome === 'failed' && !transactional);
}

/** What an attempt outside of transactions had begun, in its order. */
export async function readStatementNotes(
  db: Knex,
  attemptId: string,
): Promise<readonly StatementNote[]> {
  const notes: StatementNote[] = await db('lifecycle.attempt_statements')
    .where({ attemptId })
    .select('*')
    .orderBy('position');
  return notes.map(({ sql = null, ...note }) => ({ sql, ...note }));
}

/** Knex puts the statement before what PostgreSQL says: of a long one both ends stay. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.length <= 2_000 ? message : `${message.slice(0, 1_000)} … ${message.slice(-997)}`;
}
