import { commonOptions } from './arguments.ts';
import type { Command, CommandArea, ListedCommand, OptionDefinition } from './command.ts';

const closing = [
  'Every command has --help (-h). DATABASE_URL (or DB_HOST … DB_NAME, also from .env) names the',
  'database; without it, it is the embedded one in ./data (or ATELIER_DATA_DIR).',
];

/** The list of everything, area by area. */
export function programHelp(areas: readonly CommandArea[], program: string): string {
  return [
    `Usage: ${program} <area> <command> [options]`,
    ...areas.flatMap((area) => ['', `${area.word}: ${area.summary}`, ...commandRows(area)]),
    '',
    ...closing,
  ].join('\n');
}

/** The list of one area's commands. */
export function areaHelp(area: CommandArea, program: string): string {
  return [
    `Usage: ${program} ${area.word} <command> [options]`,
    '',
    'Commands:',
    ...commandRows(area),
    '',
    ...closing,
  ].join('\n');
}

const commandRows = ({ commands }: CommandArea): string[] =>
  table(commands.map(({ name, summary }) => [name, summary] as const));

/** One command's page. */
export function commandHelp(
  { word }: CommandArea,
  { name, summary }: ListedCommand,
  command: Command,
  program: string,
): string {
  const options: Record<string, OptionDefinition> = { ...command.options, ...commonOptions };
  const typed = (line: string) => line.replaceAll(/`((?:db|audit) [^`]+)`/g, `${program} $1`);
  const rows = Object.entries(options).map(
    ([option, { value, help }]) =>
      [[`--${option}`, value].filter(Boolean).join(' '), help] as const,
  );
  const usage = [`Usage: ${program} ${word}`, name, command.usage, '[options]'];
  return [
    usage.filter(Boolean).join(' '),
    '',
    summary,
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
