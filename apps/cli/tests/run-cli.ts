import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { programArguments } from '@atelier/testkit/programs.ts';
import { runWords } from './run-in-process.ts';

const checkoutRoot = join(import.meta.dirname, '../../..');

export interface CliOutcome {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Runs one command line in this process, without a terminal: a second faster than {@link spawnCli}. */
export async function runCli(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CliOutcome> {
  const environment = { npm_lifecycle_event: 'atelier', ...env };
  const { code, printed, errors } = await runWords(words, environment);
  return {
    code,
    out: printed.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join(''),
    errors,
  };
}

/**
 * Runs one command line without a terminal in a process of its own, compiled from source as in the image.
 *
 * @param wrapper a program that runs it, such as `sh -c …`
 * @param entry another script than the CLI's own, which runs it
 * @param viaScript as `npm run atelier -- …` does it: built first where that is out of date
 */
export async function spawnCli(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  {
    wrapper = [],
    entry = 'apps/cli/src/main.ts',
    viaScript = false,
  }: {
    readonly wrapper?: readonly string[];
    readonly entry?: string;
    readonly viaScript?: boolean;
  } = {},
): Promise<CliOutcome> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(DB_|DATABASE_|PG|ATELIER_)/.test(name),
  );
  const path = join(checkoutRoot, entry);
  const script = viaScript ? [join(checkoutRoot, 'scripts/atelier.mjs')] : programArguments(path);
  const [program, ...args] = [...wrapper, process.execPath, ...script, ...words];
  const child = spawn(program ?? '', args, {
    cwd: checkoutRoot,
    env: { ...Object.fromEntries(inherited), npm_lifecycle_event: 'atelier', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const [code] = await once(child, 'close');
  return { code, out, errors };
}
