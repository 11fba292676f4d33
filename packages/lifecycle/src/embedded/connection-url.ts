import { join } from 'node:path';
import { startupError } from '../errors/startup-errors.ts';
import { databaseName } from './cluster.ts';
import { dataFolderFiles, openDataFolder, readIfThere, readPort } from './data-folder.ts';

/**
 * The connection string of the embedded server that another process runs on the data folder, so that
 * this one can work on the same database.
 *
 * @throws ERR_DATA_FOLDER_INCOMPLETE when its port or password is not known
 */
export async function attachedEmbeddedUrl(dataDir: string): Promise<string> {
  const folder = await openDataFolder(dataDir);
  const port = await readPort(folder);
  const password = await readIfThere(join(folder, dataFolderFiles.password));
  if (port === undefined || password === undefined) {
    throw startupError('ERR_DATA_FOLDER_INCOMPLETE', {
      missing: port === undefined ? dataFolderFiles.port : dataFolderFiles.password,
    });
  }
  return urlOf(port, password, databaseName);
}

/** Of the embedded server's superuser, or another role, to one of its databases; holds the password. */
export function urlOf(
  port: number,
  password: string,
  database: string,
  role: string = databaseName,
): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}
