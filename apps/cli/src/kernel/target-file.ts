import { open, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import { fileRefusal } from '@atelier/lifecycle/files/file-refusal.ts';

/**
 * Makes sure that a file can be written, before the work whose result goes into it begins. It leaves
 * nothing behind, and does not touch an existing file.
 *
 * @param old whether an existing file of this name may be overwritten
 * @throws ERR_FILE_EXISTS, ERR_FILE_DENIED
 */
export async function checkTarget(path: string, old: 'replaced' | 'refused'): Promise<void> {
  try {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (found !== undefined && old === 'refused') {
      throw operatorError('ERR_FILE_EXISTS', { path: resolve(path) });
    }
    // A pipe or a terminal is opened once, by who writes to it.
    if (found !== undefined && !found.isFile() && !found.isDirectory()) return;
    const file = await open(path, found === undefined ? 'wx' : 'r+');
    await file.close();
    if (found === undefined) await rm(path);
  } catch (error) {
    throw fileRefusal(error);
  }
}
