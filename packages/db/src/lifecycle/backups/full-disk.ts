import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { backupError } from '@atelier/domain/lifecycle/backups/backup-errors.ts';
import { databaseErrorCode } from '../../kernel/database-errors.ts';

/** No space, over the quota, over the limit for one file; then PostgreSQL's own disk_full. */
const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', '53100']);
const fullWords = /No space left on device|Disk quota exceeded|File too large|not enough space/i;

/** Whether a program or the system complained about room on a disk. */
export function saysDiskFull(output: string): boolean {
  return fullWords.test(output);
}

/** A failure of a step of a backup as a coded error: full disk, closed folder, or any other. */
export function backupFailure(step: string, error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const code = databaseErrorCode(error);
  const reason = reasonOf(error);
  if (fullCodes.has(code ?? '') || saysDiskFull(reason)) {
    return backupError('ERR_BACKUP_DISK_FULL', { step, reason });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR') {
    return backupError('ERR_BACKUP_FOLDER_DENIED', { step, reason });
  }
  return backupError('ERR_BACKUP_FAILED', { step, reason });
}

/** In a few words; Knex puts the whole statement in front of what PostgreSQL says. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split(' - ').at(-1) ?? message).slice(-300);
}
