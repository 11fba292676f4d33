import { DomainError, type ErrorKind, type ErrorParams } from '@atelier/domain/kernel/errors.ts';

/** Codes that the engine itself writes into `error` of a run. */
export const runErrorCodes = {
  /** The handler threw; `message` is what it threw. */
  threw: 'ERR_RUN_HANDLER_THREW',
  /** What the handler returned is no checkpoint. */
  nonsense: 'ERR_RUN_HANDLER_ANSWER',
  /** A step took longer than its handler allows. */
  hung: 'ERR_RUN_STEP_HUNG',
  /** The database refused what the handler wanted to write. */
  refused: 'ERR_RUN_REFUSED_BY_DATABASE',
  /** Those who held it died, again and again, before its next checkpoint. */
  keepsDying: 'ERR_RUN_KEEPS_DYING',
  /** What follows from its end could not be written. */
  cannotEnd: 'ERR_RUN_CANNOT_END',
} as const;

/** An `error` of a run as the engine writes it; a handler's own may be any JSON. */
export interface RunError {
  readonly code: string;
  readonly message: string;
  /** Of a coded error: what is needed to throw it again. */
  readonly kind?: ErrorKind;
  readonly params?: ErrorParams;
}

const maxMessage = 2000;

/** What was thrown, as JSON that the database can hold: a code where it has one of the house's. */
export function runError(thrown: unknown, code: string): RunError {
  const message = storable(thrown instanceof Error ? thrown.message : String(thrown));
  const own = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  const isOurs = typeof own === 'string' && /^ERR_[A-Z_]+$/.test(own);
  const error = { code: isOurs ? own : code, message: message.slice(0, maxMessage) };
  if (!(thrown instanceof DomainError)) return error;
  return { ...error, kind: thrown.kind, params: storableParams(thrown.params) };
}

function storableParams(params: ErrorParams): ErrorParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? storable(value).slice(0, maxMessage) : value,
    ]),
  );
}

/** Without what PostgreSQL cannot store in a text: NUL, and halves of characters. */
function storable(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, '\ufffd');
}
