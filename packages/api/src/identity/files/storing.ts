import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { StoreFailure } from './file-store.ts';

/** Codes by which a system says that a disk is full, closed or broken. */
const diskCodes = new Set('ENOSPC EDQUOT EROFS EACCES EPERM EIO EMFILE ENFILE ENOTDIR'.split(' '));

/**
 * Does work with the disk or the store: what these cannot do at the moment is no mistake of whoever asked.
 * Throws `ERR_FILE_STORE_UNAVAILABLE` for that, with the failure as its cause.
 */
export async function storing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isOfStore(error)) throw error;
    const refusal = fileError('ERR_FILE_STORE_UNAVAILABLE');
    refusal.cause = error;
    throw refusal;
  }
}

function isOfStore(error: unknown): boolean {
  if (error instanceof StoreFailure) return true;
  return error instanceof Error && 'code' in error && diskCodes.has(String(error.code));
}
