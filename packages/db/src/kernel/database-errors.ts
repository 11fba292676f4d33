import { DomainError, kernelError } from '@atelier/domain/kernel/errors.ts';

/** SQLSTATE of a PostgreSQL error, or the system's code of a failed connection. */
export function databaseErrorCode(wrapped: unknown): string | undefined {
  const error = nativeError(wrapped);
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The constraint that a statement broke, where it broke one. */
export function brokenConstraint(wrapped: unknown): string | undefined {
  const error = nativeError(wrapped);
  if (!(error instanceof Error) || !('constraint' in error)) return undefined;
  return typeof error.constraint === 'string' ? error.constraint : undefined;
}

/** serialization_failure, deadlock_detected: the same transaction, run again, can succeed. */
export function isRetryable(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code === '40001' || code === '40P01';
}

const connectionFailures =
  /^(08...|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(HOST|NET)(UNREACH|DOWN))$/;
/** What `pg` and Knex say without any code; Knex puts the statement in front of it, and a dash. */
const connectionMessages =
  /(^| - )(Connection terminated|Client has encountered a connection error|Knex: Timeout acquiring|Unable to acquire a connection|timeout expired|Client was closed|Connection ended|aborted$)/;

/** Whether the database could not be reached, or went away under the statement. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = databaseErrorCode(error);
  return (
    (code === undefined ? connectionMessages.test(error.message) : connectionFailures.test(code)) ||
    (error instanceof AggregateError && error.errors.some(isUnavailable))
  );
}

/** Others hold a lock, a replica that is about to become the first server, no room, an administrator, a disk. */
const passingStates = /^(40...|55P03|25006|53...|57...|58...)$/;

/** Whether the same statement may go well in a moment, though nothing about it changes: the database is away, or busy. */
export function isPassing(error: unknown): boolean {
  return isUnavailable(error) || passingStates.test(databaseErrorCode(error) ?? '');
}

/**
 * insufficient_privilege: the app's role lacks a grant, as after a restore until it is granted again. Gives the
 * error for the log, also from behind a refusal that was made of it.
 */
export function deniedByDatabase(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  return databaseErrorCode(error) === '42501' ? error : deniedByDatabase(error.cause);
}

/**
 * Turns what the database reported into the coded error that a user can act on: the database has gone away
 * or our role has not its grants yet (`ERR_UNAVAILABLE`), others locked something for too long (`ERR_BUSY`), it is a replica or set to read
 * only (`ERR_READ_ONLY`), or it cannot hold a value (`ERR_VALIDATION`). Anything else is our own mistake
 * and is returned as it is.
 */
export function toDomainError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (isUnavailable(error)) return kernelError('ERR_UNAVAILABLE');
  const code = databaseErrorCode(error);
  if (isRetryable(error) || code === '55P03') return kernelError('ERR_BUSY');
  if (code === '25006') return kernelError('ERR_READ_ONLY');
  if (deniedByDatabase(error) !== undefined) {
    const refusal = kernelError('ERR_UNAVAILABLE');
    refusal.cause = error;
    return refusal;
  }
  if (code?.startsWith('22')) return kernelError('ERR_VALIDATION', { sqlState: code });
  return error;
}

/** Objection wraps what pg reports. */
function nativeError(error: unknown): unknown {
  return error instanceof Error && 'nativeError' in error ? error.nativeError : error;
}
