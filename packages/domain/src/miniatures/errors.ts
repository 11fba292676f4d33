import { type ErrorDefinition, errorFactory } from '../kernel/errors.ts';

/** Codes of the miniatures area. */
export const miniaturesErrors = {
  ERR_TYPE_NOT_FOUND: { kind: 'not_found', message: 'There is no miniature type with this id.' },
  ERR_DUPLICATE_TYPE_NAME: {
    kind: 'refused',
    message: 'A miniature type with this name already exists.',
  },
  ERR_TYPE_ARCHIVED: {
    kind: 'refused',
    message: 'The miniature type is archived; restore it first.',
  },
  ERR_TYPE_HAS_HISTORY: {
    kind: 'refused',
    message: 'Something has happened to this miniature type; archive it instead.',
  },
  ERR_INVALID_STAGE: { kind: 'invalid', message: 'There is no such stage.' },
  ERR_INVALID_STAGE_TRANSITION: {
    kind: 'refused',
    message: 'Miniatures move forward only, to a later stage.',
  },
  ERR_INSUFFICIENT_QTY: {
    kind: 'refused',
    message: 'There are fewer miniatures in the source stage than asked for.',
  },
  ERR_COUNT_LIMIT: {
    kind: 'refused',
    message: 'A stage holds at most 1,000,000 miniatures of a type.',
  },
  ERR_NOTHING_TO_UNDO: { kind: 'refused', message: 'There is nothing to undo.' },
  ERR_UNDO_EXPIRED: { kind: 'refused', message: 'A move can be undone for five minutes only.' },
  ERR_UNDO_NOT_LATEST: { kind: 'refused', message: 'Something newer has happened to this type.' },
  ERR_INVALID_IMPORT_FORMAT: {
    kind: 'invalid',
    message: 'The file cannot be imported; nothing was changed.',
  },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of the miniatures area. */
export const miniaturesError = errorFactory(miniaturesErrors);
