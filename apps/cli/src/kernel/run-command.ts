import { createInterface } from 'node:readline/promises';
import { type Environment, readSettings } from '@atelier/lifecycle/session/env.ts';
import type { Progress } from '@atelier/lifecycle/terminal/progress.ts';
import type { Command, CommandInput, Outcome } from './command.ts';
import { databaseLine } from './database-line.ts';
import { withSession } from './session.ts';

/** Where the program stands: its environment, and the folders around it. */
export interface Surroundings {
  readonly environment: Environment;
  readonly checkoutRoot: string;
  readonly migrationsFolder: string;
  readonly seedsFolder: string;
}

interface RunOptions extends Surroundings {
  readonly program: string;
  readonly progress: Progress;
}

/** Runs a command in a session of its own. */
export function runCommand(
  command: Command,
  input: CommandInput,
  { environment, checkoutRoot, migrationsFolder, seedsFolder, program, progress }: RunOptions,
): Promise<Outcome> {
  const dryRun = input.flag('dry-run');
  const options = {
    settings: readSettings(environment, checkoutRoot),
    migrationsFolder,
    seedsFolder,
    program,
    progress,
    dryRun,
    makesDatabase: command.makesDatabase === true && !dryRun,
    ask: (plan: readonly string[]) => ask(plan, input.flag('yes'), progress),
  };
  return withSession(options, async (session) => {
    // Whatever is asked, shown or refused below is about this one.
    if (!command.withoutDatabase) process.stderr.write(`${databaseLine(session.settings)}\n`);
    const outcome = await command.run(session, input);
    progress.finish();
    return outcome;
  });
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
