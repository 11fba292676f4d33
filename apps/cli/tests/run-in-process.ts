import { join } from 'node:path';
import { vi } from 'vitest';
import { areas } from '../src/areas.ts';
import { runCommandLine } from '../src/kernel/run-command-line.ts';

const checkoutRoot = join(import.meta.dirname, '../../..');

export interface InProcessOutcome {
  readonly code: number;
  /** What was printed on stdout, a text for each time. */
  readonly printed: readonly string[];
  readonly errors: string;
}

/**
 * Runs one command line of `db` in this process, without a terminal: a second faster than a process of
 * its own.
 *
 * @param words behind `db`
 * @param folder of the migrations, where they are not ours
 */
export function runInProcess(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  folder?: string,
): Promise<InProcessOutcome> {
  return runWords(['db', ...words], environment, folder);
}

/** As {@link runInProcess}, from the first word. */
export async function runWords(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  folder = join(checkoutRoot, 'packages/db/migrations'),
): Promise<InProcessOutcome> {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const textOf = (calls: readonly (readonly unknown[])[]) => calls.map(([text]) => String(text));
  try {
    const code = await runCommandLine({
      words,
      areas,
      environment,
      checkoutRoot,
      migrationsFolder: folder,
      seedsFolder: join(checkoutRoot, 'packages/db/seeds'),
    });
    return {
      code,
      printed: [...textOf(log.mock.calls), ...textOf(out.mock.calls)],
      errors: textOf(errors.mock.calls).join(''),
    };
  } finally {
    for (const spy of [log, out, errors]) spy.mockRestore();
  }
}
