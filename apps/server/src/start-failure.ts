import { DomainError } from '@atelier/domain/kernel/errors.ts';

/**
 * One line that says why the program does not start. An error that nobody foresaw keeps its stack:
 * it is a fault of ours that should be reported.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof DomainError)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const facts = Object.entries(error.params)
    .map(([name, value]) => `${name} ${value}`.replaceAll(/\s+/g, ' '))
    .join(', ');
  return `${error.message} [${[error.code, facts].filter(Boolean).join(': ')}]`;
}
