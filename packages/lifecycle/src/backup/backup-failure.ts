import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { startupError } from '../errors/startup-errors.ts';
import { isDiskFull, reasonOf } from '../server/full-disk.ts';
import { backupError } from './rules/backup-errors.ts';

/** A failure of a step of a backup as a coded error: full disk, closed folder, read-only database, or any other. */
export function backupFailure(step: string, error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const code = databaseErrorCode(error);
  const reason = reasonOf(error);
  if (code === '25006') return startupError('ERR_DATABASE_READ_ONLY', { says: reason });
  if (isDiskFull(error)) {
    return backupError('ERR_BACKUP_DISK_FULL', { step, reason });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR') {
    return backupError('ERR_BACKUP_FOLDER_DENIED', { step, reason });
  }
  return backupError('ERR_BACKUP_FAILED', { step, reason });
}
