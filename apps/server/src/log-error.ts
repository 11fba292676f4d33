/** What the log says of an error: enough to find it, and nothing that a user wrote. */
export interface LoggedError {
  [field: string]: unknown;
  readonly type: string;
  readonly code?: string;
  /** A fixed one for an error of the database, which quotes values and the statement. */
  readonly message: string;
  readonly table?: string;
  readonly constraint?: string;
  /** Where it happened, without the message. */
  readonly stack: string;
}

/** The parts of a PostgreSQL error that name the schema, not its content. */
interface DatabaseErrorParts {
  readonly severity?: string;
  readonly code?: string;
  readonly table?: string;
  readonly constraint?: string;
}

/** Pino's serializer for `err`, in place of its own, which copies every field. */
export function logError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'no error', stack: '' };
  const { severity, code, table, constraint } = error as DatabaseErrorParts;
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    message: severity === undefined ? error.message : 'an error of the database',
    ...(table === undefined ? {} : { table }),
    ...(constraint === undefined ? {} : { constraint }),
    stack: (error.stack ?? '').split('\n').filter(isFrame).join('\n'),
  };
}

function isFrame(line: string): boolean {
  return /^\s+at /.test(line);
}
