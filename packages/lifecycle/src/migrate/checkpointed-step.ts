import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { lifecycleError } from '../errors/lifecycle-errors.ts';
import {
  type Attempt,
  beginAttempt,
  finishAttempt,
  readStatementNotes,
  type StatementNote,
} from './attempts.ts';
import { clearHalfIndex, indexState } from './index-state.ts';
import { recordApplied, removeApplied } from './ledger.ts';
import { migrationFailure } from './migration-failure.ts';
import type { Migration, MigrationFile } from './migration-files.ts';
import type { Direction } from './rules/direction.ts';
import {
  type LooseStatement,
  looseStatement,
  resolveInterrupted,
} from './rules/interrupted-statement.ts';
import type { RunnerSession } from './runner-session.ts';
import {
  emptyResult,
  isTransactionControl,
  mayOnlyRead,
  type OnStatement,
  statementHash,
} from './statements.ts';

type Query = Parameters<OnStatement>[2];

/** How to treat the statement of which only a person can tell whether it took effect. */
export type InDoubt = 'done' | 'again' | undefined;

export interface CheckpointedStepOptions {
  readonly inDoubt?: InDoubt;
  /** The name of the backup from before it: what a half-done migration can be put back to. */
  readonly backup?: string | undefined;
}

/**
 * Runs a migration up or down outside of one transaction, statement by statement, each noted when it is
 * done: in one transaction with the statement where PostgreSQL allows it, else before and after it. An
 * earlier attempt that was killed, or failed, is gone on with: its done statements are not sent again,
 * and the one it was in is decided by what the catalog holds. Statements that only read run every time.
 *
 * @throws ERR_MIGRATION_LOCKED, ERR_MIGRATION_IN_DOUBT; ERR_MIGRATION_EDITED when the file sends other
 * statements than the attempt noted; whatever a statement throws. What was done stays done and noted.
 */
export async function runCheckpointedStep(
  session: RunnerSession,
  file: MigrationFile,
  migration: Migration,
  direction: Direction,
  earlier: Attempt | undefined,
  { inDoubt, backup }: CheckpointedStepOptions,
): Promise<void> {
  const { connection } = session;
  const attempt =
    earlier?.id ?? (await beginAttempt(connection, file, direction, false, { backup }));
  const notes = earlier === undefined ? [] : await readStatementNotes(connection, attempt);
  const startedAt = performance.now();
  crashPoint('migration.before');
  try {
    await session.observed(noteStatements(session, file.name, attempt, notes, inDoubt), () =>
      migration[direction](connection),
    );
  } catch (error) {
    await finishAttempt(connection, attempt, 'failed', error).catch(() => undefined);
    throw migrationFailure(file.name, error);
  }
  crashPoint('migration.before-ledger');
  await connection.transaction(async (trx) => {
    const durationMs = Math.round(performance.now() - startedAt);
    if (direction === 'up') await recordApplied(trx, file, durationMs);
    else await removeApplied(trx, file.name);
    await finishAttempt(trx, attempt, 'done');
    crashPoint('migration.before-commit');
  });
  crashPoint('migration.after');
}

function noteStatements(
  session: RunnerSession,
  name: string,
  attempt: string,
  notes: readonly StatementNote[],
  inDoubt: InDoubt,
): OnStatement {
  let position = 0;
  let inTransaction = false;

  return async (statement, send, query) => {
    if (isTransactionControl(statement)) {
      inTransaction = /^\s*(BEGIN|START)/i.test(statement.text)
        ? true
        : inTransaction && !/^\s*(COMMIT|END|ROLLBACK)\s*;?\s*$/i.test(statement.text);
      return send();
    }
    if (mayOnlyRead(statement) && !inTransaction) {
      const read = await onlyReads(send, query);
      if (read !== undefined) return read;
    }
    const place = position;
    position += 1;
    const hash = statementHash(statement);
    const note = notes.find((each) => each.position === place);
    if (note !== undefined && note.statementHash !== hash) {
      throw lifecycleError('ERR_MIGRATION_EDITED', { name, statement: place + 1 });
    }
    if (note?.finishedAt) return { ...emptyResult, rowCount: note.rowCount };

    const loose = looseStatement(statement.text);
    if (loose === undefined || inTransaction) {
      return inTransaction
        ? noted(send, query, attempt, place, hash)
        : session.retryingLocks(name, () => inOneTransaction(send, query, attempt, place, hash));
    }
    if (note === undefined) await begin(query, attempt, place, hash);
    else if (await isDone(query, loose, name, place, inDoubt)) {
      await end(query, attempt, place, 0);
      return emptyResult;
    }
    crashPoint('migration.loose-statement');
    const result = await session.retryingLocks(name, async () => {
      if (loose.kind === 'create-index' || loose.kind === 'reindex') {
        await clearHalfIndex(query, loose.index, loose.kind);
      }
      return send();
    });
    crashPoint('migration.statement');
    await end(query, attempt, place, result.rowCount ?? 0);
    return result;
  };
}

/** The answer of a statement that only reads; undefined for one that PostgreSQL says would write. */
async function onlyReads(send: () => ReturnType<Query>, query: Query) {
  await query('BEGIN READ ONLY');
  try {
    return await send();
  } catch (error) {
    // read_only_sql_transaction
    if (databaseErrorCode(error) === '25006') return undefined;
    throw error;
  } finally {
    await query('ROLLBACK');
  }
}

async function inOneTransaction(
  send: () => ReturnType<Query>,
  query: Query,
  attempt: string,
  place: number,
  hash: string,
) {
  await query('BEGIN');
  try {
    const result = await noted(send, query, attempt, place, hash);
    await query('COMMIT');
    crashPoint('migration.noted');
    return result;
  } catch (error) {
    await query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function noted(
  send: () => ReturnType<Query>,
  query: Query,
  attempt: string,
  place: number,
  hash: string,
) {
  const result = await send();
  crashPoint('migration.statement');
  await begin(query, attempt, place, hash);
  await end(query, attempt, place, result.rowCount ?? 0);
  return result;
}

function begin(query: Query, attempt: string, place: number, hash: string) {
  return query(
    'INSERT INTO lifecycle.attempt_statements (attempt_id, position, statement_hash) VALUES ($1, $2, $3)',
    [attempt, place, hash],
  );
}

function end(query: Query, attempt: string, place: number, rowCount: number) {
  return query(
    `UPDATE lifecycle.attempt_statements SET finished_at = clock_timestamp(), row_count = $3
     WHERE attempt_id = $1 AND position = $2`,
    [attempt, place, rowCount],
  );
}

/** Whether an interrupted statement needs no second run. */
async function isDone(
  query: Query,
  loose: LooseStatement,
  name: string,
  place: number,
  inDoubt: InDoubt,
): Promise<boolean> {
  const state = 'index' in loose ? await indexState(query, loose.index) : 'absent';
  const resolution = resolveInterrupted(loose, state);
  if (resolution !== 'ask') return resolution === 'done';
  if (inDoubt === undefined) {
    throw lifecycleError('ERR_MIGRATION_IN_DOUBT', { name, statement: place + 1 });
  }
  return inDoubt === 'done';
}
