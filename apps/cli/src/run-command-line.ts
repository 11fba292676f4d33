import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { type Environment, readSettings } from '@atelier/lifecycle/session/env.ts';
import { asTyped, describeFailure } from '@atelier/lifecycle/terminal/failure-line.ts';
import { createProgress, type Progress } from '@atelier/lifecycle/terminal/progress.ts';
import { readInput, UsageError } from './kernel/arguments.ts';
import { type Command, exitCodes } from './kernel/command.ts';
import { databaseLine } from './kernel/database-line.ts';
import { commandHelp, commandList } from './kernel/help.ts';
import { withSession } from './kernel/session.ts';
import { fileRefusal } from './kernel/target-file.ts';
import { dbCommands } from './lifecycle/commands.ts';

export interface CommandLineOptions {
  /** What was typed behind the program's name: `db up --to …`. */
  readonly words: readonly string[];
  readonly environment: Environment;
  readonly checkoutRoot: string;
  readonly migrationsFolder: string;
  readonly seedsFolder: string;
}

/** Runs one command line and gives its exit code. Facts go to stdout; progress and refusals to stderr. */
export async function runCommandLine(options: CommandLineOptions): Promise<number> {
  const { words, environment } = options;
  const program = programOf(environment);
  const progress = createProgress(process.stderr, process.stderr);
  const [area, name] = words;
  const isAsked = (...flags: string[]) => [area, name].some((word) => flags.includes(word ?? ''));
  if (isAsked('--version')) {
    console.log(versionOf(options.checkoutRoot));
    return exitCodes.done;
  }
  if (isAsked('--help', '-h')) {
    console.log(commandList(dbCommands, program));
    return exitCodes.done;
  }
  const command = area === 'db' ? dbCommands.find((each) => each.name === name) : undefined;
  try {
    if (command === undefined) throw noCommand(words);
    return await runCommand(command, words.slice(2), options, progress);
  } catch (caught) {
    const error = fileRefusal(caught);
    if (words.includes('--json')) sayError(error, program);
    else if (area === undefined || (area === 'db' && name === undefined)) {
      console.log(commandList(dbCommands, program));
    }
    progress.fail(describeFailure(withDirection(error, command), program));
    return isMistyped(error) ? exitCodes.usage : exitCodes.failed;
  }
}

function noCommand(words: readonly string[]): UsageError {
  const typed = words.slice(0, words[0] === 'db' ? 2 : 1).filter((word) => word !== '--json');
  const command = typed.join(' ');
  if (command === '' || command === 'db') return new UsageError('There is no command.');
  return new UsageError(`There is no command "${command}".`, { command });
}

async function runCommand(
  command: Command,
  words: readonly string[],
  { environment, checkoutRoot, ...folders }: CommandLineOptions,
  progress: Progress,
): Promise<number> {
  const input = readInput(command, words);
  if (input.flag('help')) {
    console.log(commandHelp(command, programOf(environment)));
    return exitCodes.done;
  }
  const sessionOptions = {
    settings: readSettings(environment, checkoutRoot),
    migrationsFolder: folders.migrationsFolder,
    seedsFolder: folders.seedsFolder,
    program: programOf(environment),
    progress,
    dryRun: input.flag('dry-run'),
    makesDatabase: command.makesDatabase === true && !input.flag('dry-run'),
    ask: (plan: readonly string[]) => ask(plan, input.flag('yes'), progress),
  };
  const outcome = await withSession(sessionOptions, async (session) => {
    // Whatever is asked, shown or refused below is about this one.
    process.stderr.write(`${databaseLine(session.settings)}\n`);
    const done = await command.run(session, input);
    progress.finish();
    return done;
  });
  const { facts, lines, refusal, exitCode } = outcome;
  const program = programOf(environment);
  const refused = refusal === undefined ? {} : { error: errorFacts(refusal, program) };
  if (input.flag('json')) console.log(JSON.stringify({ ...facts, ...refused }));
  else for (const line of lines) console.log(line);
  if (refusal === undefined) return exitCode ?? exitCodes.done;
  progress.fail(describeFailure(refusal, program));
  return exitCodes.failed;
}

async function ask(plan: readonly string[], yes: boolean, progress: Progress): Promise<boolean> {
  progress.finish();
  for (const line of plan) process.stderr.write(`${line}\n`);
  if (yes) return true;
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question('Go on? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}

/** A usage error says where to read on, unless it does so already. */
function withDirection(error: unknown, command: Command | undefined): unknown {
  if (!(error instanceof UsageError)) return error;
  const page = command === undefined ? 'db --help' : `db ${command.name} --help`;
  return new UsageError(`${error.message} See: \`${page}\``, error.params);
}

/** Codes for a name that was typed and that nothing has. */
const unknownNames: ReadonlySet<string> = new Set([
  'ERR_BACKUP_UNKNOWN',
  'ERR_CONVERSION_PROFILE_UNKNOWN',
  'ERR_DIFFERENCE_UNKNOWN',
  'ERR_KEPT_DATABASE_UNKNOWN',
  'ERR_MIGRATION_NOT_APPLIED',
  'ERR_MIGRATION_UNKNOWN',
  'ERR_REFERENCE_UNKNOWN',
  'ERR_REPAIR_UNKNOWN',
]);

function isMistyped(error: unknown): boolean {
  if (!(error instanceof DomainError)) return false;
  const { code } = error;
  return code === 'ERR_USAGE' || code === 'ERR_NOT_CONFIRMED' || unknownNames.has(code);
}

function sayError(error: unknown, program: string): void {
  console.log(JSON.stringify({ error: errorFacts(error, program) }));
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

/** What is typed before `db`: npm names the script that it runs. */
function programOf(environment: Environment): string {
  return environment.npm_lifecycle_event === 'atelier' ? 'npm run atelier --' : 'atelier';
}
