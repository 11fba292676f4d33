import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { operatorError } from '../errors/operator-errors.ts';
import type { ObservedMigration } from './rules/migration.ts';
import { type SquawkReport, squawkRulesLeftOut, squawkScript } from './rules/squawk.ts';

/** What the npm wrapper exports. */
interface SquawkWrapper {
  /** @throws with a text that says why there is no binary for this machine */
  getBinaryPath(): string;
}

/** Where squawk's binary is, or why there is none here. */
export type SquawkBinary =
  | { readonly found: true; readonly path: string }
  | { readonly found: false; readonly reason: string };

/** Looks for squawk where npm put it. The production image and some platforms have none. */
export function findSquawk(): SquawkBinary {
  try {
    const wrapper = createRequire(import.meta.url)('squawk-cli/js/index.js') as SquawkWrapper;
    return { found: true, path: wrapper.getBinaryPath() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { found: false, reason: message.split('\n')[0] ?? message };
  }
}

/**
 * What Squawk says about one migration.
 *
 * @param serverVersion such as `18.0`
 * @throws ERR_SQUAWK_FAILED
 */
export function runSquawk(
  binary: string,
  migration: ObservedMigration,
  serverVersion: string,
): Promise<readonly SquawkReport[]> {
  const words = [
    ['--reporter', 'json'],
    ['--pg-version', serverVersion],
    ['--exclude', squawkRulesLeftOut(migration.direction).join(',')],
    migration.transactional ? ['--assume-in-transaction'] : [],
  ].flat();
  return new Promise((resolve, reject) => {
    // Squawk ends with 1 when it has findings; they are on stdout all the same.
    const child = execFile(binary, words, { maxBuffer: 2 ** 26 }, (_error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as SquawkReport[]);
      } catch {
        reject(operatorError('ERR_SQUAWK_FAILED', { name: migration.name, stderr: stderr.trim() }));
      }
    });
    // It may be gone before it has read everything; then its exit tells why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(squawkScript(migration).sql);
  });
}
