import { stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Difference } from '@atelier/lifecycle/catalog/rules/difference.ts';
import {
  type FixNameProblem,
  fixNameProblem,
  makeFixName,
} from '@atelier/lifecycle/drift/rules/fix-name.ts';
import { fileRefusal } from '@atelier/lifecycle/files/file-refusal.ts';
import { readLedger } from '@atelier/lifecycle/migrate/ledger.ts';
import { readMigrationFiles } from '@atelier/lifecycle/migrate/migration-files.ts';
import { readMigrationName } from '@atelier/lifecycle/migrate/rules/migration-name.ts';
import { pendingOf } from '@atelier/lifecycle/migrate/rules/migration-plan.ts';
import { UsageError } from '../../kernel/arguments.ts';
import type { Session } from '../../kernel/session.ts';
import { checkTarget } from '../../kernel/target-file.ts';

/** Where a fix goes: a file that was named, or a folder in which it gets a name of its own. */
export interface FixTarget {
  /** The whole path for a fix of these differences. */
  pathFor(differences: readonly Difference[]): string;
}

/** Among the migrations, under a name of its own. */
export const autoFix = 'auto';

/**
 * Reads the value of `--fix`, before the work whose result goes there begins.
 *
 * @throws UsageError for a name that the runner would not accept or not apply; ERR_FILE_EXISTS,
 * ERR_FILE_DENIED
 */
export async function fixTarget(session: Session, given: string): Promise<FixTarget> {
  const files = await readMigrationFiles(session.migrationsFolder);
  const areas = [...new Set(files.map(({ name }) => readMigrationName(name).area))];
  const applied = await readLedger(await session.database());
  const newest = applied.at(-1)?.name ?? null;
  const pending = pendingOf(files, applied).map(({ name }) => name);
  const path = given === autoFix ? session.migrationsFolder : resolve(given);
  if (given === autoFix || (await isFolder(path))) {
    await checkTarget(join(path, `.atelier-${process.pid}`), 'refused');
    return {
      pathFor(differences) {
        const schemas = new Set(differences.map(({ object }) => object.schema));
        return join(path, `${makeFixName(schemas, { areas, newest, pending })}.js`);
      },
    };
  }
  const name = basename(path).replace(/\.js$/, '');
  const problem = path.endsWith('.js') ? fixNameProblem(name, { areas, newest }) : 'pattern';
  if (problem !== undefined) throw new UsageError(problemText(problem, name, areas, newest));
  await checkTarget(path, 'refused');
  return { pathFor: () => path };
}

/** Writes it; what is there is not touched. */
export async function writeFixFile(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx' }).catch((error: unknown) => {
    throw fileRefusal(error);
  });
}

/** What to do with a fix that was written. */
export function nextLines(session: Session, path: string): readonly string[] {
  const folder = session.migrationsFolder;
  const isThere = dirname(path) === resolve(folder);
  return [
    ...(isThere ? [] : [`Put it among the migrations of this installation, in ${folder}`]),
    `Read it, and then: ${session.program} db up`,
    'Keep the file with the installation (commit it, or mount it): once it is applied, nothing runs',
    'without it (ERR_MIGRATION_MISSING).',
  ];
}

function problemText(
  problem: FixNameProblem,
  name: string,
  areas: readonly string[],
  newest: string | null,
): string {
  const auto = `With --fix ${autoFix} it gets a name of its own.`;
  switch (problem) {
    case 'pattern':
      return `A migration is named <yyyymmddhhmmss>_<area>_<what_it_does>.js. ${auto}`;
    case 'moment':
      return `${name} does not begin with a date and a time that there are. ${auto}`;
    case 'area':
      return `${name} is of an area that there is not; there are ${areas.join(', ')}. ${auto}`;
    case 'too-early':
      return `${name} would stand before ${newest}, which is applied. ${auto}`;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}
