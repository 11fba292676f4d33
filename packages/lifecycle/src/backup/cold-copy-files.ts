import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** In the folder of a cold copy: the cluster's folder, and the password of its superuser. */
export const coldCopyFolder = 'cluster';
export const passwordFile = 'password';

/** The superuser's password at the time of the backup. */
export function readPasswordOf({ folder }: { readonly folder: string }): Promise<string> {
  return readFile(join(folder, passwordFile), 'utf8');
}
