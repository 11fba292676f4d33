import { join } from 'node:path';
import { driverSettings } from '@atelier/db/kernel/driver-settings.ts';
import { saysDiskFull } from '../server/full-disk.ts';
import { runClient } from './client-process.ts';
import { type ClientTools, toolIn } from './client-tools.ts';
import { dumpFile } from './dump.ts';
import { type DumpReading, readContents, refusalOf } from './dump-entries.ts';
import { databaseOf } from './maintenance.ts';
import { backupError } from './rules/backup-errors.ts';
import {
  belongsToTable,
  callsFunctions,
  type DumpEntry,
  failedOf,
  failureCollector,
  firstCauses,
  isOfExtension,
} from './rules/dump-contents.ts';
import type { BackupManifest } from './rules/manifest.ts';
import type { RestoreMode } from './rules/restore-mode.ts';
import type { OnStage } from './stage.ts';

/** What comes back beside tables and rows: for a trial, nothing that needs rights or reaches outside. */
const modeOptions: Readonly<Record<RestoreMode, readonly string[]>> = {
  trial: [
    '--no-owner',
    '--no-privileges',
    '--no-comments',
    '--no-publications',
    '--no-subscriptions',
    '--no-security-labels',
    '--no-tablespaces',
  ],
  whole: [],
  'without-owners': ['--no-owner', '--no-privileges'],
};

/** A folder with a dump, and the tables that it holds. */
export interface RestorableDump {
  readonly folder: string;
  readonly manifest: Pick<BackupManifest, 'tables'>;
}

/**
 * Fills an empty database from a dump. What the role may not make (an extension that needs a superuser, an
 * event trigger …) and an extension that refuses this database (pg_cron) are left out with what depends on
 * them, and reported, as long as this affects no table but the extension's own; any other failure fails the
 * restore.
 *
 * @throws ERR_RESTORE_FAILED, ERR_BACKUP_DISK_FULL; ERR_BACKUP_BEYOND_ROLE with what is denied,
 * ERR_RESTORE_OWNER with what cannot be given to its owner, ERR_RESTORE_SEARCH_PATH with what calls a
 * function that needs one
 */
export async function restoreDump(
  { folder, manifest }: RestorableDump,
  connectionString: string,
  tools: ClientTools,
  mode: RestoreMode,
  onStage: OnStage,
): Promise<void> {
  const all = manifest.tables.length;
  let done = 0;
  onStage({ kind: 'restoring', done, all });
  const dump = { file: join(folder, dumpFile), tools, options: modeOptions[mode] };
  const failures = failureCollector();
  const { ok, said } = await runClient(
    toolIn(tools, 'pg_restore'),
    [
      '--verbose',
      '--no-password',
      // Its name is in the environment, and so is the rest.
      `--dbname=dbname='${databaseOf(connectionString).replaceAll(/['\\]/g, '\\$&')}'`,
      ...dump.options,
      dump.file,
    ],
    connectionString,
    (line, stop) => {
      if (failures.hear(line)) stop();
      if (!line.includes('processing data for table')) return;
      onStage({ kind: 'restoring', done, all });
      done += 1;
    },
  );
  if (ok) return;
  if ([said, ...failures.complaints.values()].some(saysDiskFull)) {
    throw backupError('ERR_BACKUP_DISK_FULL', { step: 'pg_restore', reason: said.slice(-300) });
  }
  const leftOut = await beyondRole(dump, failures.complaints, connectionString);
  // Of one that was killed nobody knows what else it would have made.
  if (leftOut.length === 0 || !failures.isAtEnd) throw restoreFailed(said);
  onStage({ kind: 'left-out', mode, what: leftOut });
}

/**
 * What of a dump was not made, in words, because the role may not make it, or because an extension refuses
 * to be in another database.
 *
 * @throws ERR_RESTORE_FAILED, ERR_RESTORE_OWNER, ERR_RESTORE_SEARCH_PATH, ERR_BACKUP_BEYOND_ROLE
 */
async function beyondRole(
  dump: DumpReading,
  complaints: ReadonlyMap<number, string>,
  connectionString: string,
): Promise<readonly string[]> {
  const role = String(driverSettings(connectionString).user ?? '');
  const entries = await readContents(dump, connectionString);
  const failed = failedOf(entries, complaints);
  if (failed === undefined) throw restoreFailed([...complaints.values()].join(' · '));
  const causes = firstCauses(failed);
  const saysOf = ({ id }: DumpEntry) => complaints.get(id) ?? '';
  const lacksExtension = failed.some(({ kind }) => kind === 'EXTENSION');
  const isLost = (entry: DumpEntry) => lacksExtension && isOfExtension(entry, entries);
  let refusing: DumpEntry | undefined;
  for (const cause of causes) {
    // Where the extension is there, its rows fail for another reason.
    const isMissing = saysOf(cause).includes('does not exist');
    if (isLost(cause) && isMissing && belongsToTable(cause, entries)) continue;
    const refusal = await refusalOf(cause, dump, connectionString);
    const { words } = cause;
    if (refusal === 'owner-denied') throw backupError('ERR_RESTORE_OWNER', { role, what: words });
    if (refusal === 'lacks' && isLost(cause)) continue;
    if (refusal === 'lacks' && callsFunctions(cause)) {
      throw backupError('ERR_RESTORE_SEARCH_PATH', { what: words, says: saysOf(cause) });
    }
    if (refusal === 'lacks' || refusal === 'other') throw restoreFailed(saysOf(cause));
    if (refusal === 'refuses') refusing ??= cause;
  }
  const needed = failed.find((entry) => belongsToTable(entry, entries) && !isLost(entry));
  if (needed === undefined) return failed.map(({ words }) => words);
  // More rights would not help.
  if (refusing !== undefined) throw restoreFailed(saysOf(refusing));
  throw backupError('ERR_BACKUP_BEYOND_ROLE', {
    role,
    denied: causes.map(({ words }) => words).join(', '),
    needed: needed.words,
  });
}

const restoreFailed = (reason: string) =>
  backupError('ERR_RESTORE_FAILED', { step: 'pg_restore', reason: reason.slice(-300) });
