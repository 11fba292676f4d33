import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join, normalize, sep } from 'node:path';
import { idsThere, noteLegacyAttachment } from '@atelier/db/runs/legacy-writes.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { runAttachment } from '@atelier/domain/runs/attachments.ts';
import type { Knex } from 'knex';
import { attach } from '../identity/files/attach.ts';
import type { Files } from '../identity/files/files.ts';
import type { AttachedUse } from '../identity/files/uses.ts';
import type { Context } from '../kernel/context.ts';
import type { LegacyPicture } from './legacy-import.ts';
import { type LegacyReport, notesOf } from './legacy-report.ts';
import { kinds } from './things.ts';

/** What pictures become: files of the items that they were taken of. */
export const legacyPictureUse: AttachedUse = { use: runAttachment, kind: kinds.item };

/** Where the older program kept its files, and where ours go; without files it is only looked whether they are there. */
interface From {
  readonly folder: string | undefined;
  readonly files: Files | undefined;
}

/** Brings over the pictures that are not here yet; what is missing, or no picture, is told. */
export async function bringPictures(
  context: Context,
  parts: AsyncIterable<readonly LegacyPicture[]>,
  from: From,
  report: LegacyReport,
): Promise<void> {
  const note = notesOf(report);
  for await (const pictures of parts) {
    const ids = pictures.map(({ id }) => id);
    const there = await idsThere(context.db, 'attachments', ids);
    for (const picture of pictures) {
      if (there.has(picture.id)) {
        report.attachments.kept += 1;
        continue;
      }
      const refusal = await bring(context, picture, from);
      if (refusal === undefined) report.attachments.added += 1;
      else note({ where: picture.where, what: `${picture.storageKey}: ${refusal}` });
    }
  }
}

/** Why it was not brought over. */
async function bring(
  context: Context,
  picture: LegacyPicture,
  { folder, files }: From,
): Promise<string | undefined> {
  if (folder === undefined) return 'a picture, which needs the folder of files (--files)';
  const path = pathIn(folder, picture.storageKey);
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (path === undefined || !found?.isFile()) return 'is not in the folder of files';
  if (files === undefined) return undefined;
  if (await isLocked(context.db, picture.itemId)) return 'its run is locked by now';
  const { id, itemId, storageKey, fileName } = picture;
  try {
    // A second time under its key gives the same file: what was killed in between is not attached twice.
    const keyed = { ...context, idempotencyKey: `import-legacy:${id}` };
    const file = await attach(keyed, files, {
      ...{ use: runAttachment.name, entityId: itemId, announced: found.size },
      name: () => fileName ?? basename(storageKey),
      chunks: createReadStream(path),
    });
    await context.db.transaction((trx) =>
      noteLegacyAttachment(trx, {
        ...{ id, itemId, fileId: file.id, name: file.name },
        ...{ mediaType: file.mediaType, size: file.size },
      }),
    );
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** The path that a key means below the folder; none for one that leads out of it. */
function pathIn(folder: string, key: string): string | undefined {
  const path = join(folder, normalize(key));
  return path.startsWith(normalize(folder + sep)) ? path : undefined;
}

async function isLocked(db: Knex, itemId: string): Promise<boolean> {
  const row = await db('runs.run_items as i')
    .join('runs.runs as r', 'r.id', 'i.run_id')
    .where('i.id', itemId)
    .first('r.status');
  return row?.status === 'locked';
}
