import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { fileRefusal } from '@atelier/lifecycle/files/file-refusal.ts';
import type { Environment } from '@atelier/lifecycle/session/env.ts';
import { asTyped, describeFailure } from '@atelier/lifecycle/terminal/failure-line.ts';
import { createProgress, type Progress } from '@atelier/lifecycle/terminal/progress.ts';
import { readInput, UsageError } from './arguments.ts';
import { type CommandArea, exitCodes, type ListedCommand } from './command.ts';
import { areaHelp, commandHelp, programHelp } from './help.ts';
import type { Surroundings } from './run-command.ts';

export interface CommandLineOptions extends Surroundings {
  /** What was typed behind the program's name: `db up --to …`. */
  readonly words: readonly string[];
  readonly areas: readonly CommandArea[];
}

/** Runs one command line and gives its exit code. Facts go to stdout; progress and refusals to stderr. */
export async function runCommandLine(options: CommandLineOptions): Promise<number> {
  const { words, areas, environment } = options;
  const program = programOf(environment);
  const progress = createProgress(process.stderr, process.stderr);
  const [word, name] = words;
  const area = areas.find((each) => each.word === word);
  const help = () => (area === undefined ? programHelp(areas, program) : areaHelp(area, program));
  const alone = area?.commands.find((each) => each.name === '');
  const listed = alone ?? area?.commands.find((each) => each.name === name);
  const isAsked = (...flags: string[]) => [word, name].some((each) => flags.includes(each ?? ''));
  if (isAsked('--version')) {
    console.log(versionOf(options.checkoutRoot));
    return exitCodes.done;
  }
  if (alone === undefined && isAsked('--help', '-h')) {
    console.log(help());
    return exitCodes.done;
  }
  try {
    if (area === undefined || listed === undefined) throw noCommand(area, words);
    return await runTyped({ area, listed, program, progress }, options);
  } catch (caught) {
    const error = fileRefusal(caught);
    if (words.includes('--json')) {
      console.log(JSON.stringify({ error: errorFacts(error, program) }));
    } else if (word === undefined || (area !== undefined && name === undefined && !alone)) {
      console.log(help());
    }
    const helpPage = [program, area?.word, listed?.name, '--help'].filter(Boolean).join(' ');
    progress.fail(describeFailure(withDirection(error, helpPage), program));
    return isMistyped(error, areas) ? exitCodes.usage : exitCodes.failed;
  }
}

interface Typed {
  readonly area: CommandArea;
  readonly listed: ListedCommand;
  readonly program: string;
  readonly progress: Progress;
}

async function runTyped(
  { area, listed, program, progress }: Typed,
  options: CommandLineOptions,
): Promise<number> {
  const command = await listed.load();
  const typed = [area.word, listed.name].filter(Boolean);
  const input = readInput(typed.join(' '), command, options.words.slice(typed.length));
  if (input.flag('help')) {
    console.log(commandHelp(area, listed, command, program));
    return exitCodes.done;
  }
  // Read only now: a session brings the drivers of the database.
  const { runCommand } = await import('./run-command.ts');
  const { facts, lines, refusal, exitCode } = await runCommand(command, input, {
    ...options,
    program,
    progress,
  });
  const refused = refusal === undefined ? {} : { error: errorFacts(refusal, program) };
  if (input.flag('json')) console.log(JSON.stringify({ ...facts, ...refused }));
  else for (const line of lines) console.log(line);
  if (refusal === undefined) return exitCode ?? exitCodes.done;
  progress.fail(describeFailure(refusal, program));
  return exitCodes.failed;
}

function noCommand(area: CommandArea | undefined, words: readonly string[]): UsageError {
  const typed = words.slice(0, area === undefined ? 1 : 2).filter((word) => word !== '--json');
  const command = typed.join(' ');
  if (command === '' || command === area?.word) return new UsageError('There is no command.');
  return new UsageError(`There is no command "${command}".`, { command });
}

/** A usage error says where to read on. */
function withDirection(error: unknown, helpPage: string): unknown {
  if (!(error instanceof UsageError)) return error;
  return new UsageError(`${error.message} See: ${helpPage}`, error.params);
}

function isMistyped(error: unknown, areas: readonly CommandArea[]): boolean {
  if (!(error instanceof DomainError)) return false;
  const { code } = error;
  return (
    code === 'ERR_USAGE' ||
    code === 'ERR_NOT_CONFIRMED' ||
    areas.some(({ unknownNames }) => unknownNames.includes(code))
  );
}

/** The failure as `--json` says it. */
function errorFacts(error: unknown, program: string): object {
  if (error instanceof DomainError) {
    return { code: error.code, message: asTyped(error, program), ...error.params };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'ERR_INTERNAL', message };
}

function versionOf(checkoutRoot: string): string {
  const text = readFileSync(join(checkoutRoot, 'package.json'), 'utf8');
  return String((JSON.parse(text) as { readonly version: unknown }).version);
}

/** What is typed before an area's word: npm names the script that it runs. */
function programOf(environment: Environment): string {
  return environment.npm_lifecycle_event === 'atelier' ? 'npm run atelier --' : 'atelier';
}
