import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';

/** No space, over the quota, over the limit for one file; then PostgreSQL's own disk_full. */
const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', '53100']);
const fullWords = /No space left on device|Disk quota exceeded|File too large|not enough space/i;

/** Whether an error means that there is no room: on the disk, in the quota, or in a file. */
export function isDiskFull(error: unknown): boolean {
  return fullCodes.has(databaseErrorCode(error) ?? '') || saysDiskFull(reasonOf(error));
}

/** Whether a program or the system complained about room on a disk. */
export function saysDiskFull(output: string): boolean {
  return fullWords.test(output);
}

/** In a few words; Knex puts the whole statement in front of what PostgreSQL says. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split(' - ').at(-1) ?? message).slice(-300);
}
