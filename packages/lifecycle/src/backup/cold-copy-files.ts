import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup } from './backup-folder.ts';
import { digest, requireSame } from './checksums.ts';

/** In the folder of a cold copy: the cluster's folder, and the password of its superuser. */
export const coldCopyFolder = 'cluster';
export const passwordFile = 'password';

/**
 * The superuser's password at the time of the backup.
 *
 * @throws ERR_BACKUP_CHANGED
 */
export async function readPasswordOf({
  folder,
  manifest,
}: Pick<Backup, 'folder' | 'manifest'>): Promise<string> {
  const password = await readFile(join(folder, passwordFile), 'utf8');
  for (const file of manifest.files.filter(({ path }) => path === passwordFile)) {
    requireSame(file, digest(password));
  }
  return password;
}
