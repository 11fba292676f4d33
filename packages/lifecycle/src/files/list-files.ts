import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startupError } from '../errors/startup-errors.ts';
import { isForeignName } from './rules/foreign-name.ts';

/** How the files of a folder are named. */
export interface NamePattern {
  readonly pattern: RegExp;
  /** The same in words, for whoever put another one there. */
  readonly words: string;
}

/**
 * The names of the files in a folder, sorted. People and their systems put things there as well: hidden
 * files and the like are not ours and are skipped. Any other file whose name does not match might be meant
 * as one of ours, and is refused.
 *
 * @throws ERR_FILE_UNEXPECTED with the path of what does not belong there; what the system says
 */
export async function listFiles(
  folder: string,
  { pattern, words }: NamePattern,
): Promise<readonly string[]> {
  const entries = (await readdir(folder, { withFileTypes: true }))
    .filter(({ name }) => !isForeignName(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const stray = entries.find((entry) => entry.isDirectory() || !pattern.test(entry.name));
  if (stray !== undefined) {
    throw startupError('ERR_FILE_UNEXPECTED', { path: join(folder, stray.name), expected: words });
  }
  return entries.map(({ name }) => name);
}
