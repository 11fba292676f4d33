import { createInterface } from 'node:readline/promises';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { type Environment, readSettings } from '../env.ts';
import { createProgress, type Progress } from '../progress.ts';
import { describeFailure } from '../start-failure.ts';
import { readInput, UsageError } from './arguments.ts';
import { type Command, exitCodes } from './command.ts';
import { dbCommands } from './db/commands.ts';
import { commandHelp, commandList } from './help.ts';
import { withSession } from './session.ts';

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
  const [area, name, ...words] = options.words;
  const program = programOf(options.environment);
  const progress = createProgress(process.stderr, process.stderr);
  const asJson = options.words.includes('--json');
  const asksForHelp = area === '--help' || name === '--help';
  if (!asksForHelp && (area === undefined || name === undefined || name === '--json')) {
    if (asJson) {
      sayError(new UsageError('There is no command.'));
      progress.fail(`There is no command. See: ${program} db --help`);
    } else console.log(commandList(dbCommands, program));
    return exitCodes.usage;
  }
  if (asksForHelp) {
    console.log(commandList(dbCommands, program));
    return exitCodes.done;
  }
  const command = area === 'db' ? dbCommands.find((each) => each.name === name) : undefined;
  if (command === undefined) {
    const error = new UsageError(`There is no command "${area} ${name}".`);
    if (asJson) sayError(error);
    progress.fail(`${error.message} See: ${program} db --help`);
    return exitCodes.usage;
  }
  try {
    return await runCommand(command, words, options, progress);
  } catch (error) {
    if (asJson) sayError(error);
    progress.fail(
      error instanceof UsageError ? usageFailure(program, command, error) : describeFailure(error),
    );
    return error instanceof UsageError || isNotConfirmed(error)
      ? exitCodes.usage
      : exitCodes.failed;
  }
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
    ask: (plan: readonly string[]) => ask(plan, input.flag('yes'), progress),
  };
  const outcome = await withSession(sessionOptions, async (session) => {
    const done = await command.run(session, input);
    progress.finish();
    return done;
  });
  if (input.flag('json')) console.log(JSON.stringify(outcome.facts));
  else for (const line of outcome.lines) console.log(line);
  return outcome.exitCode ?? exitCodes.done;
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

function usageFailure(program: string, command: Command, error: UsageError): string {
  return `${error.message} See: ${program} db ${command.name} --help`;
}

function isNotConfirmed(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'ERR_NOT_CONFIRMED';
}

function sayError(error: unknown): void {
  console.log(JSON.stringify({ error: errorFacts(error) }));
}

/** The failure as `--json` says it. */
function errorFacts(error: unknown): object {
  if (error instanceof DomainError) {
    return { code: error.code, message: error.message, ...error.params };
  }
  return {
    code: error instanceof UsageError ? 'ERR_USAGE' : 'ERR_INTERNAL',
    message: error instanceof Error ? error.message : String(error),
  };
}

/** What is typed before `db`: npm names the script that it runs. */
function programOf(environment: Environment): string {
  return environment.npm_lifecycle_event === 'atelier' ? 'npm run atelier --' : 'atelier';
}
