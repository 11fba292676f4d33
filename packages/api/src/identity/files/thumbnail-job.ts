import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { findFile } from '@atelier/db/identity/file-reads.ts';
import { enterThumbnail, giveUpThumbnail } from '@atelier/db/identity/file-writes.ts';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { z } from 'zod';
import { opened } from './opened.ts';
import { drawThumbnail } from './picture.ts';
import { definePieceJob } from './piece-job.ts';

/** Draws the small picture of a picture that was attached. One that cannot be drawn leaves the file without. */
export const thumbnailJob = definePieceJob({
  name: 'identity.drawThumbnail',
  input: z.strictObject({ fileId: z.uuid() }),
  async make({ input }, { db, files }, { path, signal }) {
    const file = await findFile(db, input.fileId);
    const wanted = file && files.uses.get(file.use)?.use.thumbnail;
    if (file === undefined || wanted === undefined || !file.thumbnailDue) return undefined;
    const from = await files.incoming.newPath();
    try {
      const content = await opened(files.store, file.storageKey);
      await pipeline(content, createWriteStream(from, { flags: 'wx', mode: 0o600 }), { signal });
      const size = await drawThumbnail(from, wanted, path, signal);
      crashPoint('identity.thumbnail-drawn');
      return { size };
    } finally {
      await files.incoming.remove(from).catch(() => {});
    }
  },
  enter: async (trx, { input }, piece) =>
    (await enterThumbnail(trx, input.fileId, piece)) ? [] : null,
  onFailed: (trx, { fileId }) => giveUpThumbnail(trx, fileId),
});
