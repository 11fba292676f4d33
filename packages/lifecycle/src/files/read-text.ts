import { readFile } from 'node:fs/promises';
import { startupError } from '../errors/startup-errors.ts';
import { decodeText } from './rules/decode-text.ts';

/**
 * The text of a file that a person may have edited, whatever their editor put before it.
 *
 * @throws ERR_FILE_ENCODING with its path and encoding, when that is not UTF-8; what the system says
 */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    // Of a folder the system says that it is one, and not which.
    error.path ??= path;
    throw error;
  });
  const decoded = decodeText(bytes);
  if ('text' in decoded) return decoded.text;
  throw startupError('ERR_FILE_ENCODING', { path, ...decoded });
}
