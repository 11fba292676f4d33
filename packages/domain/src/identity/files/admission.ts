import { type DomainError, kernelError } from '../../kernel/errors.ts';
import { fileError } from './file-errors.ts';
import type { FileUse } from './file-use.ts';
import { isMediaType, type MediaType, normalType } from './media-types.ts';

/** What is stored already. Bytes and numbers of files. */
export interface StoredSoFar {
  readonly ofThing: { readonly files: number; readonly bytes: number };
  readonly ofUser: { readonly bytes: number };
}

/** How much room is left for one more file of a use, in bytes, and which limit it is that says so. */
export interface Room {
  readonly bytes: number;
  readonly limit: 'file' | 'thing' | 'user';
}

/**
 * The most that one more file may have. Where it is to take the place of another, what makes way counts
 * no more for the thing; for the user it does until then.
 */
export function roomFor(use: FileUse, userBytes: number, { ofThing, ofUser }: StoredSoFar): Room {
  const { files, bytes, whenFull } = use.perThing;
  const ofThisThing =
    whenFull === 'replace' ? bytes : ofThing.files >= files ? 0 : bytes - ofThing.bytes;
  const rooms: Room[] = [
    { limit: 'file', bytes: use.fileBytes },
    { limit: 'thing', bytes: Math.max(0, ofThisThing) },
    { limit: 'user', bytes: Math.max(0, userBytes - ofUser.bytes) },
  ];
  return rooms.reduce((least, room) => (room.bytes < least.bytes ? room : least));
}

/** The refusal of a file that does not fit; undefined for one that does. */
export function refusalOfSize(
  use: FileUse,
  userBytes: number,
  room: Room,
  size: number,
): DomainError | undefined {
  if (size <= room.bytes && room.bytes > 0) return undefined;
  if (room.limit === 'file') return fileError('ERR_FILE_TOO_LARGE', { limit: use.fileBytes });
  if (room.limit === 'user') return fileError('ERR_FILE_USER_FULL', { limit: userBytes });
  const { files, bytes } = use.perThing;
  // It would not fit if it were alone; nothing need be removed for it.
  if (size > bytes) return fileError('ERR_FILE_TOO_LARGE', { limit: bytes });
  return fileError('ERR_FILE_THING_FULL', { files, bytes });
}

/** The type of a file, if the use allows what was found in it. Throws `ERR_FILE_TYPE_REFUSED`. */
export function requireType(use: FileUse, found: string | null): MediaType {
  const type = found === null ? null : normalType(found);
  if (type !== null && isMediaType(type) && use.types.includes(type)) return type;
  throw fileError('ERR_FILE_TYPE_REFUSED', {
    type: type ?? 'unknown',
    allowed: use.types.join(', '),
  });
}

/** The length that a request announces; undefined where it does not, throws `ERR_VALIDATION` for what is none. */
export function announcedLength(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (!/^\d{1,15}$/.test(header)) throw kernelError('ERR_VALIDATION', { header: 'Content-Length' });
  return Number(header);
}
