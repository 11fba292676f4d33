import { DomainError, type ErrorParams } from '@atelier/domain/kernel/errors.ts';
import { shellWord } from './shell-word.ts';

/**
 * One line that says why the program does not start. An unexpected error keeps its stack: it is a bug of
 * ours that should be reported.
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

/** SQL, which has capital letters, is no shell's; nor is a command that is a param as a whole. */
function filledIn(command: string, params: ErrorParams): string {
  const isTyped = /^[a-z]/.test(command);
  return command.replaceAll(/<(\w+)>/g, (place, name: string) => {
    const value = params[name];
    if (value === undefined) return place;
    return isTyped ? shellWord(String(value)) : String(value);
  });
}
