import { parseArgs } from 'node:util';
import { DomainError, type ErrorParams } from '@atelier/domain/kernel/errors.ts';
import { operatorErrors } from '@atelier/lifecycle/errors/operator-errors.ts';
import type { Command, CommandInput, OptionDefinition } from './command.ts';

/** Options that every command has. */
export const commonOptions = {
  json: { help: 'Print the result as one line of JSON on stdout.' },
  yes: { help: 'Answer every question with yes; for scripts.' },
  'dry-run': { help: 'Say what would be done, and do nothing.' },
  help: { help: 'Show this; -h as well.' },
} as const;

/** A command line that is not understood; `message` says why, in whole sentences. */
export class UsageError extends DomainError<'ERR_USAGE'> {
  constructor(message: string, params: ErrorParams = {}) {
    super('ERR_USAGE', { ...operatorErrors.ERR_USAGE, message }, params);
  }
}

/**
 * Reads what was typed after a command's name.
 *
 * @param name with its area: `db up`
 */
export function readInput(name: string, command: Command, words: readonly string[]): CommandInput {
  const definitions: Record<string, OptionDefinition> = { ...commonOptions, ...command.options };
  const { values, positionals } = parse(words, definitions);
  const [least, most] = command.positionals;
  const asksForHelp = values.help === true;
  if (!asksForHelp && (positionals.length < least || positionals.length > most)) {
    throw new UsageError(
      positionals.length < least
        ? `Something is missing: ${name} ${command.usage}.`
        : `There is a word too many: ${positionals[most]}.`,
      positionals.length < least ? {} : { word: positionals[most] ?? '' },
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

/** Not `strict`, whose complaints are Node’s own: we say it in our words. */
function parse(words: readonly string[], definitions: Record<string, OptionDefinition>) {
  const options = Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [
      name,
      {
        type: definition.value === undefined ? ('boolean' as const) : ('string' as const),
        multiple: definition.repeatable === true,
        ...(name === 'help' ? { short: 'h' } : {}),
      },
    ]),
  );
  const parsed = parseArgs({
    args: [...words],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue;
    const { rawName: option, value, inlineValue } = token;
    const definition = definitions[token.name];
    if (definition === undefined) throw new UsageError(`There is no option ${option}.`, { option });
    if (definition.value === undefined && value !== undefined) {
      throw new UsageError(`${option} takes no value.`, { option });
    }
    // A forgotten value would swallow the next option.
    const isForgotten = value === undefined || (!inlineValue && /^-./.test(value));
    if (definition.value !== undefined && isForgotten) {
      throw new UsageError(`${option} needs a value: ${option} ${definition.value}.`, { option });
    }
  }
  return parsed;
}
