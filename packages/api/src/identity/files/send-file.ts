import { findFile } from '@atelier/db/identity/file-reads.ts';
import type { FileModel } from '@atelier/db/identity/models/file.ts';
import { contentRange, rangeOf } from '@atelier/domain/identity/files/byte-range.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { contentDisposition } from '@atelier/domain/identity/files/file-name.ts';
import { factsOf } from '@atelier/domain/identity/files/media-types.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../kernel/context.ts';
import { isKnownTag } from '../../kernel/known-tag.ts';
import { closeWhenIdle } from '../../kernel/streams/idle-timeout.ts';
import type { Files } from './files.ts';
import { opened } from './opened.ts';
import { thumbnailType } from './picture.ts';
import { authorizeFile, requireUse } from './uses.ts';

/** A reader who takes nothing for this long has left. */
const stallMs = 60_000;

/** What is sent: the file itself, or its small picture. */
interface Sent {
  readonly key: string;
  readonly size: number;
  readonly type: string;
  readonly name: string;
  readonly inline: boolean;
  readonly tag: string;
}

/** A file that whoever asks may see. Throws `ERR_FILE_NOT_FOUND`, `ERR_FORBIDDEN`. */
export async function requireSeen(context: Context, files: Files, id: string): Promise<FileModel> {
  const file = await findFile(context.db, id);
  if (file === undefined) throw fileError('ERR_FILE_NOT_FOUND');
  const attached = requireUse(files.uses, file.use);
  await authorizeFile(context, attached, attached.use.see, file);
  return file;
}

export function contentOf({ storageKey, size, mediaType, name, sha256 }: FileModel): Sent {
  const { inline } = factsOf(mediaType);
  const tag = `"${sha256.toString('base64url')}"`;
  const type = mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType;
  return { key: storageKey, size: Number(size), type, name, inline, tag };
}

/** Throws `ERR_FILE_NOT_FOUND` where there is none. */
export function thumbnailOf({ thumbnailKey, thumbnailSize, name }: FileModel): Sent {
  if (thumbnailKey === null) throw fileError('ERR_FILE_NOT_FOUND');
  const type = thumbnailType;
  const size = Number(thumbnailSize);
  return { key: thumbnailKey, size, type, name, inline: true, tag: `"${thumbnailKey}"` };
}

/**
 * Sends it, or the part of it that is asked for, or that nothing has changed. Whatever it holds, a browser takes
 * it for what we say it is, runs nothing of it, and shows it in place only if it is of a type that is safe so.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { store }: Files,
  { key, size, type, name, inline, tag }: Sent,
  asDownload: boolean,
): Promise<FastifyReply> {
  const { headers, method } = request;
  // Ranges are of what is stored; packed, there would be others.
  headers['x-no-compression'] = 'true';
  reply.headers({
    'content-type': type,
    'content-disposition': contentDisposition(
      inline && !asDownload ? 'inline' : 'attachment',
      name,
    ),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    // Whoever has it asks each time whether it may still be seen.
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag: tag,
  });
  if (isKnownTag(headers['if-none-match'], tag)) return reply.code(304).send();
  const isSame = headers['if-range'] === undefined || headers['if-range'] === tag;
  const range = method === 'GET' && isSame ? rangeOf(headers.range, size) : 'whole';
  if (range === 'beyond') {
    reply.header('content-range', contentRange(range, size));
    return reply.code(416).removeHeader('content-disposition').type('text/plain').send('');
  }
  const part = range === 'whole' ? undefined : range;
  reply.header('content-length', part === undefined ? size : part.last - part.first + 1);
  if (part !== undefined) reply.code(206).header('content-range', contentRange(part, size));
  if (method === 'HEAD') return reply.send();
  const content = await opened(store, key, part);
  closeWhenIdle(reply.raw, stallMs);
  return reply.send(content);
}
