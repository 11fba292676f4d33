/** Facts about a refusal, for logs and for the words of the web app. Never user-written text at length. */
export type ErrorParams = Readonly<Record<string, string | number | boolean | null>>;

/**
 * What went wrong, in domain terms; each transport turns a kind into its own status (one table in
 * `packages/api/src/kernel/error-status.ts`).
 *
 * - `invalid`: the input is malformed or breaks a rule that does not depend on stored state
 * - `refused`: well-formed, but the stored state forbids it
 * - `conflict`: refused because of stored state, in a way that a client may want to tell apart (locked,
 *   duplicate)
 * - `wrong_method`, `wrong_media_type`: the address is right, the way it was called is not
 * - `unavailable`: not caused by the user; trying again later helps
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'wrong_method'
  | 'wrong_media_type'
  | 'refused'
  | 'conflict'
  | 'too_large'
  | 'too_many'
  | 'too_slow'
  | 'unavailable'
  | 'internal';

/** An error code's entry in its area's table: its kind, and a short English text for logs and API clients. */
export interface ErrorDefinition {
  readonly kind: ErrorKind;
  readonly message: string;
}

/** Codes of the kernel: they can come from any area. */
export const kernelErrors = {
  ERR_VALIDATION: { kind: 'invalid', message: 'The request is malformed.' },
  ERR_UNAUTHENTICATED: { kind: 'unauthenticated', message: 'Sign in first.' },
  ERR_FORBIDDEN: { kind: 'forbidden', message: 'This is not allowed.' },
  ERR_ORIGIN_REFUSED: {
    kind: 'forbidden',
    message:
      'The Host or Origin of the request is not one of ours; ALLOWED_ORIGINS names those that are.',
  },
  ERR_NOT_FOUND: { kind: 'not_found', message: 'There is nothing at this address.' },
  ERR_METHOD_NOT_ALLOWED: {
    kind: 'wrong_method',
    message: 'What is at this address does not take this method.',
  },
  ERR_UNSUPPORTED_MEDIA_TYPE: {
    kind: 'wrong_media_type',
    message: 'The request body has a type or a coding that is not understood here.',
  },
  ERR_PAYLOAD_TOO_LARGE: { kind: 'too_large', message: 'The request body is too large.' },
  ERR_REQUEST_TIMEOUT: {
    kind: 'too_slow',
    message: 'The request body took too long to arrive; nothing was done.',
  },
  ERR_TOO_MANY_REQUESTS: {
    kind: 'too_many',
    message: 'Others ask for the same at the moment; nothing was done, and it may be repeated.',
  },
  ERR_IDEMPOTENCY_KEY_REUSED: {
    kind: 'conflict',
    message: 'The idempotency key was used for a different request.',
  },
  ERR_BUSY: {
    kind: 'unavailable',
    message: 'Others are changing the same data; nothing was done, and it may be repeated.',
  },
  ERR_READ_ONLY: {
    kind: 'unavailable',
    message:
      'The database takes no changes at the moment; nothing was done, and it may be repeated.',
  },
  ERR_UNAVAILABLE: { kind: 'unavailable', message: 'The database does not answer; try again.' },
  ERR_INTERNAL: { kind: 'internal', message: 'Something went wrong on our side.' },
} as const satisfies Record<string, ErrorDefinition>;

/**
 * The one error that business code throws. `code` is a key of an area's error table, `kind` and the
 * English `message` come from there; `params` are the facts that a translated text may need.
 */
export class DomainError<Code extends string = string> extends Error {
  override readonly name = 'DomainError';
  readonly code: Code;
  readonly kind: ErrorKind;
  readonly params: ErrorParams;

  constructor(code: Code, definition: ErrorDefinition, params: ErrorParams = {}) {
    super(definition.message);
    this.code = code;
    this.kind = definition.kind;
    this.params = params;
  }
}

/**
 * Makes the constructor function for one area's error table: `const refuse = errorFactory(table)`,
 * then `throw refuse('ERR_…', { … })`. A code outside the table is a type error.
 */
export function errorFactory<Table extends Record<string, ErrorDefinition>>(table: Table) {
  return <Code extends keyof Table & string>(
    code: Code,
    params?: ErrorParams,
  ): DomainError<Code> => {
    const definition = table[code];
    if (definition === undefined) throw new TypeError(`Unknown error code ${code}`);
    return new DomainError(code, definition, params);
  };
}

/** A refusal with one of the kernel's codes. */
export const kernelError = errorFactory(kernelErrors);
