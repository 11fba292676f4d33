import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { operatorErrors } from '@atelier/domain/lifecycle/operator-errors.ts';
import { databaseErrorCode, isUnavailable } from '../kernel/database-errors.ts';
import { reasonOf } from './backups/full-disk.ts';

/**
 * What PostgreSQL refused in a migration as a coded error: its words without the statement that Knex puts
 * before them, its SQLSTATE, the migration's name; the whole is its cause. Anything else as it is.
 */
export function migrationFailure(name: string, error: unknown): unknown {
  if (error instanceof DomainError || isUnavailable(error)) return error;
  const sqlState = databaseErrorCode(error);
  if (sqlState === undefined || !/^[0-9A-Z]{5}$/.test(sqlState)) return error;
  const { kind, message } = operatorErrors.ERR_MIGRATION_FAILED;
  const failure = new DomainError(
    'ERR_MIGRATION_FAILED',
    { kind, message: `${message} PostgreSQL says: ${reasonOf(error)}` },
    { name, sqlState },
  );
  failure.cause = error;
  return failure;
}
