import { stat } from 'node:fs/promises';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import type { FileUse } from '@atelier/domain/identity/files/file-use.ts';
import { factsOf, type MediaType } from '@atelier/domain/identity/files/media-types.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { Sharp } from 'sharp';
import { createLimiter } from '../../kernel/streams/limiter.ts';
import { StoreFailure } from './file-store.ts';

/** Of all frames together. Each takes four bytes while a picture is worked on. */
export const mostPixels = 50_000_000;

/** Each takes hundreds of megabytes at the most. Whoever leaves while waiting has no picture drawn. */
const picturesAtOnce = createLimiter({ atOnce: 2, waiting: 32, waitMs: 60_000 });

/** In seconds. The largest take some; none may keep the others out for longer. */
const timeLimit = 30;

const formats: Partial<Record<MediaType, 'jpeg' | 'png' | 'webp' | 'gif'>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/** Whether files of a type are pictures that we can work on. */
export function isPicture(type: MediaType): boolean {
  return factsOf(type).kind === 'picture' && formats[type] !== undefined;
}

/**
 * Draws a picture anew into `to`, upright: the pixels alone, and nothing of what cameras and programs add, such
 * as where it was taken, nor what somebody hid behind its end. Gives its size in bytes.
 *
 * Throws `ERR_FILE_DAMAGED`, {@link StoreFailure} where the disk is full, and `ERR_FILE_TOO_MANY_PIXELS` before any
 * pixel is unpacked; `ERR_TOO_MANY_REQUESTS` where it takes too long, or others do.
 */
export function redraw(
  from: string,
  type: MediaType,
  to: string,
  left?: AbortSignal,
  seconds = timeLimit,
): Promise<number> {
  return picturesAtOnce(left, () =>
    readable(async () => {
      const { default: sharp } = await import('sharp');
      const {
        format,
        width,
        height,
        pageHeight,
        pages = 1,
      } = await sharp(from, {
        limitInputPixels: false,
        animated: true,
      }).metadata();
      if (format !== formats[type]) throw fileError('ERR_FILE_DAMAGED');
      const pixels = width * (pageHeight ?? height) * pages;
      if (pixels > mostPixels) {
        throw fileError('ERR_FILE_TOO_MANY_PIXELS', { pixels, limit: mostPixels });
      }
      const picture = sharp(from, { ...strictly, animated: true });
      // Frames lie below each other: turning them would mix them up.
      await encoded(pages > 1 ? picture : picture.autoOrient(), type)
        .timeout({ seconds })
        .toFile(to);
      return (await stat(to)).size;
    }),
  );
}

const strictly = { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true } as const;

function encoded(picture: Sharp, type: MediaType): Sharp {
  switch (formats[type]) {
    case 'png':
      return picture.png();
    case 'webp':
      return picture.webp({ quality: 90 });
    case 'gif':
      return picture.gif();
    default:
      return picture.jpeg({ quality: 90 });
  }
}

/** What every thumbnail is. */
export const thumbnailType = 'image/webp';

/** Makes a small picture of a picture's first frame; gives its size in bytes. */
export function drawThumbnail(
  from: string,
  { pixels, square }: NonNullable<FileUse['thumbnail']>,
  to: string,
  left?: AbortSignal,
): Promise<number> {
  return picturesAtOnce(left, () =>
    readable(async () => {
      const { default: sharp } = await import('sharp');
      const fit = square ? 'cover' : 'inside';
      const { size } = await sharp(from, strictly)
        .resize(pixels, pixels, { fit, withoutEnlargement: true })
        .webp({ quality: 80 })
        .timeout({ seconds: timeLimit })
        .toFile(to);
      return size;
    }),
  );
}

/** The library gives no code of what the disk said; of a damaged picture it tells of failed writes as well. */
const diskRefused = /: (write error|unable to open for write)\nsystem error: /;

/** What the library says of a picture that it cannot read is no failure of ours. */
async function readable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isSystem = error instanceof Error && 'syscall' in error;
    const isOurs = error instanceof Error && error.name === 'DomainError';
    if (isSystem || isOurs) throw error;
    if (error instanceof Error && error.message.startsWith('timeout: ')) {
      throw kernelError('ERR_TOO_MANY_REQUESTS');
    }
    if (error instanceof Error && diskRefused.test(error.message)) {
      throw new StoreFailure('a picture could not be written', { cause: error });
    }
    throw fileError('ERR_FILE_DAMAGED');
  }
}
