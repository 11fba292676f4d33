import { databaseErrorCode, isUnavailable } from '@atelier/db/kernel/database-errors.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { operatorErrors } from '../errors/operator-errors.ts';
import { reasonOf } from '../server/full-disk.ts';
import { type NextStep, stepError } from './rules/half-done.ts';

/**
 * What PostgreSQL refused in a migration as a coded error: PostgreSQL's message without the statement that
 * Knex puts before it, its SQLSTATE, the migration's name; the original error is the cause. Any other error
 * is returned as it is.
 */
export function migrationFailure(name: string, error: unknown): unknown {
  if (error instanceof DomainError || isUnavailable(error)) return error;
  const sqlState = databaseErrorCode(error);
  if (sqlState === undefined || !/^[0-9A-Z]{5}$/.test(sqlState)) return error;
  const { kind, message } = operatorErrors.ERR_MIGRATION_FAILED;
  const failure = new DomainError(
    'ERR_MIGRATION_FAILED',
    { kind, message: `${message} PostgreSQL says: ${sayingOf(error)}` },
    { name, sqlState },
  );
  failure.cause = error;
  return failure;
}

/** The failure, which says as well what has to be done about what it left. */
export function withNextStep(failure: unknown, step: NextStep | null): unknown {
  if (!(failure instanceof DomainError) || step === null || failure.code === step.code) {
    return failure;
  }
  const { code, kind, message, params, cause } = failure;
  const sentence = /[.!?…]$/.test(message) ? message : `${message}.`;
  const whole = new DomainError(
    code,
    { kind, message: `${sentence} ${stepError(step).message}` },
    { ...step.params, ...params },
  );
  whole.cause = cause;
  return whole;
}

/** The message, and what stands beside it: which objects depend on a table is only in the detail. */
function sayingOf(error: unknown): string {
  const { detail, hint } = error as { readonly detail?: string; readonly hint?: string };
  const beside = [detail, hint].filter((text) => text !== undefined).map(shortened);
  if (schemaDiffers.test(databaseErrorCode(error) ?? '')) {
    beside.push('What stands there besides the migrations’ own: `db drift`.');
  }
  return beside.length === 0 ? reasonOf(error) : [`${reasonOf(error)}.`, ...beside].join(' ');
}

/** Others depend on an object, it is missing, it is there already, or it is of another kind. */
const schemaDiffers = /^(2BP01|42704|42P0[1-7]|4270[1-3]|42710|42723|42809)$/;

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
}

const longest = 300;
