import type { Readable } from 'node:stream';
import type { ByteRange } from '@atelier/domain/identity/files/byte-range.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { type FileStore, PieceMissing } from './file-store.ts';
import { storing } from './storing.ts';

/** The content of a piece. Throws `ERR_FILE_LOST`, `ERR_FILE_STORE_UNAVAILABLE`. */
export async function opened(store: FileStore, key: string, part?: ByteRange): Promise<Readable> {
  try {
    return await storing(() => store.open(key, part));
  } catch (error) {
    throw error instanceof PieceMissing ? fileError('ERR_FILE_LOST') : error;
  }
}
