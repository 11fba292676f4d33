import type { FileStore } from './file-store.ts';
import { openFolderStore } from './folder-store.ts';
import type { S3Settings } from './s3-store.ts';

/** The store that settings mean. Throws `ERR_FILE_STORE_ADDRESS` for an endpoint in this network that is not listed. */
export async function openStore({
  folder,
  s3,
}: {
  readonly folder: string;
  readonly s3: S3Settings | undefined;
}): Promise<FileStore> {
  if (s3 === undefined) return openFolderStore(folder);
  // Its client is large, and most houses have none.
  const { openS3Store } = await import('./s3-store.ts');
  return openS3Store(s3);
}
