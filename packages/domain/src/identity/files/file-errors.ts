import { type ErrorDefinition, errorFactory } from '../../kernel/errors.ts';

/** Codes of files. */
export const fileErrors = {
  ERR_FILE_NOT_FOUND: { kind: 'not_found', message: 'There is no file with this id.' },
  ERR_FILE_LOST: {
    kind: 'not_found',
    message: 'What this file held is no longer stored; `atelier files check` says more.',
  },
  ERR_FILE_USE_UNKNOWN: { kind: 'not_found', message: 'Files are not kept for such a use.' },
  ERR_FILE_THING_UNKNOWN: {
    kind: 'not_found',
    message: 'There is nothing with this id to which a file could be attached.',
  },
  ERR_FILE_ABSENT: { kind: 'invalid', message: 'The request has no file in it.' },
  ERR_FILE_EMPTY: { kind: 'invalid', message: 'The file is empty.' },
  ERR_FILE_TYPE_REFUSED: {
    kind: 'wrong_media_type',
    message: 'What the file holds is of a type that is not taken here.',
  },
  ERR_FILE_DAMAGED: { kind: 'invalid', message: 'The picture cannot be read.' },
  ERR_FILE_TOO_MANY_PIXELS: { kind: 'too_large', message: 'The picture has too many pixels.' },
  ERR_FILE_TOO_LARGE: { kind: 'too_large', message: 'The file is too large.' },
  ERR_FILE_THING_FULL: { kind: 'conflict', message: 'No more files can be attached to this.' },
  ERR_FILE_USER_FULL: {
    kind: 'conflict',
    message: 'Your files would take more room than a user has.',
  },
  ERR_FILE_CUT_OFF: { kind: 'invalid', message: 'The file did not arrive as a whole.' },
  ERR_FILE_TOO_SLOW: { kind: 'invalid', message: 'The file arrived too slowly.' },
  ERR_FILE_STORE_ADDRESS: {
    kind: 'unavailable',
    message:
      'FILES_S3_ENDPOINT is an address of this machine or network, and FILES_S3_ALLOWED_ADDRESSES does not have it.',
  },
  ERR_FILE_STORE_UNAVAILABLE: {
    kind: 'unavailable',
    message:
      'Files cannot be stored or read at the moment; nothing was done, and it may be repeated.',
  },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal about a file. */
export const fileError = errorFactory(fileErrors);
