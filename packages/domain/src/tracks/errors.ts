import { type ErrorDefinition, errorFactory } from '../kernel/errors.ts';

/** Codes of the tracks area. */
export const tracksErrors = {
  ERR_TRACK_NOT_FOUND: { kind: 'not_found', message: 'There is no such track.' },
  ERR_TRACK_ARCHIVED: { kind: 'conflict', message: 'The track is archived.' },
  ERR_TRACK_SLUG_TAKEN: { kind: 'conflict', message: 'Another track has this slug.' },
  ERR_TRACK_FILE: { kind: 'invalid', message: 'This cannot be read as a track.' },
  ERR_ROADMAP_ITEM_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no such step on the roadmap.',
  },
  ERR_ROADMAP_TOO_LONG: {
    kind: 'conflict',
    message: 'The roadmap has as many steps as one may have.',
  },
  ERR_TRACK_SESSION_NOT_FOUND: { kind: 'not_found', message: 'There is no such session.' },
  ERR_DEVICE_OF_OTHERS: {
    kind: 'forbidden',
    message: 'The device belongs to somebody else.',
  },
  ERR_THREAD_NOT_FOUND: { kind: 'not_found', message: 'The session has no such thread.' },
  ERR_SYNOPSIS_VERSION_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no such version of the synopsis.',
  },
  ERR_SYNOPSIS_CHANGED: {
    kind: 'conflict',
    message: 'The synopsis was changed elsewhere meanwhile; nothing was saved.',
  },
  ERR_SYNOPSIS_FILE: { kind: 'invalid', message: 'This cannot be read as a synopsis.' },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of the tracks area. */
export const tracksError = errorFactory(tracksErrors);
