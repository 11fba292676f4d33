import { setTimeout as sleep } from 'node:timers/promises';
import { findFile } from '@atelier/db/identity/file-reads.ts';
import type { FileModel } from '@atelier/db/identity/models/file.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { Knex } from 'knex';

/** So long whoever asks for a small picture waits for it to be drawn. */
const patienceMs = 20_000;
const lookMs = 50;

/**
 * The file, once its small picture is drawn or it is known that there will be none. Throws `ERR_BUSY` where that takes too
 * long, `ERR_FILE_NOT_FOUND` where the file goes meanwhile.
 */
export async function withThumbnail(db: Knex, file: FileModel): Promise<FileModel> {
  const until = performance.now() + patienceMs;
  for (let now: FileModel | undefined = file; ; now = await findFile(db, file.id)) {
    if (now === undefined) throw fileError('ERR_FILE_NOT_FOUND');
    if (!now.thumbnailDue) return now;
    if (performance.now() > until) throw kernelError('ERR_BUSY');
    await sleep(lookMs);
  }
}
