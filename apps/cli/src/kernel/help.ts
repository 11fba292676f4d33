import { commonOptions } from './arguments.ts';
import type { Command, OptionDefinition } from './command.ts';

/** The list of all commands. */
export function commandList(commands: readonly Command[], program: string): string {
  const rows = commands.map(({ name, summary }) => [name, summary] as const);
  return [
    `Usage: ${program} db <command> [options]`,
    '',
    'Commands:',
    ...table(rows),
    '',
    'Every command has --help (-h). DATABASE_URL (or DB_HOST … DB_NAME, also from .env) names the',
    'database; without it, it is the embedded one in ./data (or ATELIER_DATA_DIR).',
  ].join('\n');
}

/** One command's page. */
export function commandHelp(command: Command, program: string): string {
  const options: Record<string, OptionDefinition> = { ...command.options, ...commonOptions };
  const typed = (line: string) => line.replaceAll(/`(db [^`]+)`/g, `${program} $1`);
  const rows = Object.entries(options).map(
    ([name, { value, help }]) => [[`--${name}`, value].filter(Boolean).join(' '), help] as const,
  );
  const usage = [`Usage: ${program} db`, command.name, command.usage, '[options]'];
  return [
    usage.filter(Boolean).join(' '),
    '',
    command.summary,
    ...(command.details.length > 0 ? ['', ...command.details.map(typed)] : []),
    '',
    'Options:',
    ...table(rows),
  ].join('\n');
}

/** Two columns, the first as wide as its longest cell. */
export function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}
