import { DomainError, type ErrorParams } from '@atelier/domain/kernel/errors.ts';

/**
 * One line that says why the program does not start. An error that nobody foresaw keeps its stack:
 * it is a fault of ours that should be reported.
 *
 * @param program what is typed before `db`
 */
export function describeFailure(error: unknown, program: string): string {
  if (!(error instanceof DomainError)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const facts = Object.entries(error.params)
    .map(([name, value]) => `${name} ${value}`.replaceAll(/\s+/g, ' '))
    .join(', ');
  return `${asTyped(error, program)} [${[error.code, facts].filter(Boolean).join(': ')}]`;
}

/**
 * An error's message with its commands as they are typed here: of `` `db adopt <profile>` `` becomes
 * `npm run atelier -- db adopt tracks` when the error knows its profile.
 */
export function asTyped({ message, params }: DomainError, program: string): string {
  return message.replaceAll(/`([^`]+)`/g, (_, command: string) => {
    const filled = filledIn(command, params);
    return filled.startsWith('db ') ? `${program} ${filled}` : filled;
  });
}

/** The commands in an error's message, the one that leads on first: `db down`. */
export const commandsIn = ({ message, params }: DomainError): readonly string[] =>
  [...message.matchAll(/`([^`]+)`/g)].map(([, command = '']) => filledIn(command, params));

const filledIn = (command: string, params: ErrorParams): string =>
  command.replaceAll(/<(\w+)>/g, (place, name: string) => String(params[name] ?? place));
