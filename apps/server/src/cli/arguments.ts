import { parseArgs } from 'node:util';
import type { Command, CommandInput, OptionDefinition } from './command.ts';

/** Options that every command has. */
export const commonOptions = {
  json: { help: 'Print the result as one line of JSON on stdout.' },
  yes: { help: 'Answer every question with yes; for scripts.' },
  'dry-run': { help: 'Say what would be done, and do nothing.' },
  help: { help: 'Show this.' },
} as const;

/** A command line that is not understood; `message` says why. */
export class UsageError extends Error {}

/** Reads what was typed behind a command's name. */
export function readInput(command: Command, words: readonly string[]): CommandInput {
  const definitions: Record<string, OptionDefinition> = { ...commonOptions, ...command.options };
  const options = Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [
      name,
      {
        type: 'value' in definition ? ('string' as const) : ('boolean' as const),
        multiple: definition.repeatable === true,
      },
    ]),
  );
  const { values, positionals } = parse(words, options);
  const [least, most] = command.positionals;
  const asksForHelp = values.help === true;
  if (!asksForHelp && (positionals.length < least || positionals.length > most)) {
    throw new UsageError(
      positionals.length < least
        ? `Something is missing behind ${command.name}.`
        : `There is a word too many: ${positionals[most]}.`,
    );
  }
  return {
    positionals,
    text(option) {
      const value = values[option];
      return typeof value === 'string' ? value : undefined;
    },
    texts(option) {
      const given = values[option];
      return Array.isArray(given) ? given.filter((value) => typeof value === 'string') : [];
    },
    flag: (option) => values[option] === true,
  };
}

function parse(
  words: readonly string[],
  options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }>,
) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
