import { join } from 'node:path';
import { clusterExists } from './cluster.ts';
import { dataFolderFiles, isThere } from './data-folder.ts';
import { rememberedCluster } from './location.ts';

/**
 * Whether a data folder holds a database, or is in the middle of getting another one. Makes nothing.
 *
 * @throws ERR_DATA_FOLDER_DENIED, ERR_DATA_FOLDER_INCOMPLETE
 */
export async function hasCluster(dataDir: string): Promise<boolean> {
  return (
    (await clusterExists(await rememberedCluster(dataDir))) ||
    isThere(join(dataDir, dataFolderFiles.swap))
  );
}
