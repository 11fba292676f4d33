import { resolve } from 'node:path';
import { operatorError } from '../errors/operator-errors.ts';

/** What the system says about a file or folder, with its path; anything else as it is. */
export function fileRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('path' in error)) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const refusal = operatorError('ERR_FILE_DENIED', {
    path: resolve(String(path)),
    reason: String(code),
  });
  refusal.cause = error;
  return refusal;
}
