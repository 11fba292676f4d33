import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { StatementNote } from './attempts.ts';
import { clearHalf, resolutionOf } from './index-state.ts';
import type { MigrationFile } from './migration-files.ts';
import type { Direction } from './rules/direction.ts';
import { stepError, stepOutOf } from './rules/half-done.ts';
import { type LooseStatement, looseStatement } from './rules/interrupted-statement.ts';
import type { RunnerSession } from './runner-session.ts';
import {
  emptyResult,
  followTransactions,
  mayOnlyRead,
  type OnStatement,
  onlyReads,
  statementHash,
} from './statements.ts';

type Query = Parameters<OnStatement>[2];

/** How to treat the statement of which only a person can tell whether it took effect. */
export type InDoubt = 'done' | 'again' | undefined;

/** One run of a migration outside of transactions. */
interface CheckpointedRun {
  readonly session: RunnerSession;
  readonly file: MigrationFile;
  readonly direction: Direction;
  /** The attempt's id. */
  readonly attempt: string;
  /** Of what an earlier run of the attempt had begun. */
  readonly notes: readonly StatementNote[];
  readonly inDoubt: InDoubt;
}

interface CheckpointedStatements {
  /** Sends each statement once, and notes it; what is noted as done is not sent. */
  readonly onStatement: OnStatement;
  /** Behind the last statement: clears away what was begun, and what an edited file sends no more. */
  settleRest(): Promise<void>;
}

/**
 * Handles the statements between a migration and the server; see `runCheckpointedStep`. A statement that
 * was begun and did not finish may have been replaced by another one since, as long as it took no effect.
 */
export function checkpointedStatements(run: CheckpointedRun): CheckpointedStatements {
  const { session, file, attempt, notes } = run;
  const transactions = followTransactions();
  let position = 0;
  let isFileNoted = notes.length === 0;

  const onStatement: OnStatement = async (statement, send, query) => {
    if (transactions.isControl(statement)) return send();
    const isInside = transactions.isInside();
    if (mayOnlyRead(statement) && !isInside) {
      const read = await onlyReads(send, query);
      if (read !== undefined) return read;
    }
    const place = position;
    position += 1;
    const hash = statementHash(statement);
    const loose = looseStatement(statement.text);
    const note = notes.find((each) => each.position === place);
    if (note !== undefined) {
      const isSame = note.statementHash === hash;
      if (await isDone(run, query, note, isSame ? loose : undefined)) {
        if (!isSame) throw editedError(run);
        return { ...emptyResult, rowCount: note.rowCount ?? 0 };
      }
    }
    if (!isFileNoted) await noteFile(query, attempt, file.checksum);
    isFileNoted = true;
    if (loose === undefined || isInside) {
      const noted = async () => {
        const result = await send();
        crashPoint('migration.statement');
        await begin(query, attempt, place, hash);
        await end(query, attempt, place, result.rowCount ?? 0);
        return result;
      };
      if (isInside) return noted();
      return session.retryingLocks(file.name, () => inOneTransaction(query, noted));
    }
    await begin(query, attempt, place, hash, statement.text);
    crashPoint('migration.loose-statement');
    const result = await session.retryingLocks(file.name, async () => {
      await clearHalf(query, loose);
      return send();
    });
    crashPoint('migration.statement');
    await end(query, attempt, place, result.rowCount ?? 0);
    return result;
  };

  return {
    onStatement,
    async settleRest() {
      const query = (sql: string) => plainQuery(session.connection, sql);
      for (const note of notes.filter((each) => each.position >= position)) {
        if (await isDone(run, query, note, undefined)) throw editedError(run);
      }
    },
  };
}

/**
 * Whether a noted statement is done and need not run again. If it was begun and took no effect, what is
 * left of it is removed, together with its note.
 *
 * @param sent the statement that the file sends at this position now; undefined if that is another
 * statement, or none
 */
async function isDone(
  { session, file, direction, attempt, inDoubt }: CheckpointedRun,
  query: (sql: string) => ReturnType<Query>,
  note: StatementNote,
  sent: LooseStatement | undefined,
): Promise<boolean> {
  if (note.finishedAt !== null) return true;
  const begun = sent ?? looseStatement(note.sql ?? '');
  // Noted by an older version, which kept no text.
  if (begun === undefined) return true;
  const resolution = await resolutionOf(query, begun);
  if (resolution === 'ask' && inDoubt === undefined) {
    const halfDone = { name: file.name, direction, failed: false, file: 'same' } as const;
    throw stepError(stepOutOf({ ...halfDone, doubtful: note.position + 1 }));
  }
  if (resolution === 'done' || (resolution === 'ask' && inDoubt === 'done')) {
    await query(`UPDATE lifecycle.attempt_statements SET finished_at = clock_timestamp(), row_count = 0
      WHERE attempt_id = ${attempt} AND position = ${note.position}`);
    return true;
  }
  await session.retryingLocks(file.name, () => clearHalf(query, begun));
  await query(
    `DELETE FROM lifecycle.attempt_statements WHERE attempt_id = ${attempt} AND position = ${note.position}`,
  );
  return false;
}

/** The file no longer sends what is done. */
const editedError = ({ file: { name }, direction }: CheckpointedRun) =>
  stepError(stepOutOf({ name, direction, failed: false, file: 'other', doubtful: null }));

async function inOneTransaction<Result>(
  query: Query,
  work: () => Promise<Result>,
): Promise<Result> {
  await query('BEGIN');
  try {
    const result = await work();
    await query('COMMIT');
    crashPoint('migration.noted');
    return result;
  } catch (error) {
    await query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** From here on the attempt is one of the file as it is now. */
function noteFile(query: Query, attempt: string, checksum: string) {
  return query('UPDATE lifecycle.migration_attempts SET checksum = $2 WHERE id = $1', [
    attempt,
    checksum,
  ]);
}

/** @param sql of a statement outside of transactions, by which what is left of it can be found */
function begin(query: Query, attempt: string, place: number, hash: string, sql?: string) {
  return query(
    'INSERT INTO lifecycle.attempt_statements (attempt_id, position, statement_hash, sql) VALUES ($1, $2, $3, $4)',
    [attempt, place, hash, sql ?? null],
  );
}

function end(query: Query, attempt: string, place: number, rowCount: number) {
  return query(
    `UPDATE lifecycle.attempt_statements SET finished_at = clock_timestamp(), row_count = $3
     WHERE attempt_id = $1 AND position = $2`,
    [attempt, place, rowCount],
  );
}
