import { join } from 'node:path';
import { saysDiskFull } from '../server/full-disk.ts';
import type { Backup } from './backup-folder.ts';
import { runClient } from './client-process.ts';
import { type ClientTools, toolIn } from './client-tools.ts';
import { dumpFile } from './dump.ts';
import { databaseOf } from './maintenance.ts';
import { backupError } from './rules/backup-errors.ts';
import type { OnStage } from './stage.ts';

/** What comes back beside tables and rows: for a trial, nothing that needs rights or reaches outside. */
const trialOptions = [
  '--no-owner',
  '--no-privileges',
  '--no-comments',
  '--no-publications',
  '--no-subscriptions',
  '--no-security-labels',
  '--no-tablespaces',
];

export type RestoreMode =
  /** To be compared and thrown away. */
  | 'trial'
  /** With owners and privileges; the roles must be there. */
  | 'whole'
  /** Everything belongs to the role that restores. */
  | 'without-owners';

/**
 * Fills an empty database from a dump; at the first error it stops.
 *
 * @throws ERR_RESTORE_FAILED, ERR_BACKUP_DISK_FULL
 */
export async function restoreDump(
  { folder, manifest }: Pick<Backup, 'folder' | 'manifest'>,
  connectionString: string,
  tools: ClientTools,
  mode: RestoreMode,
  onStage: OnStage,
): Promise<void> {
  const all = manifest.tables.length;
  let done = 0;
  onStage({ kind: 'restoring', done, all });
  const { ok, said } = await runClient(
    toolIn(tools, 'pg_restore'),
    [
      '--exit-on-error',
      '--verbose',
      '--no-password',
      // Its name is in the environment, and so is the rest.
      `--dbname=dbname='${databaseOf(connectionString).replaceAll(/['\\]/g, '\\$&')}'`,
      ...(mode === 'trial' ? trialOptions : []),
      ...(mode === 'without-owners' ? ['--no-owner', '--no-privileges'] : []),
      join(folder, dumpFile),
    ],
    connectionString,
    (line) => {
      if (!line.includes('processing data for table')) return;
      onStage({ kind: 'restoring', done, all });
      done += 1;
    },
  );
  if (ok) return;
  const code = saysDiskFull(said) ? 'ERR_BACKUP_DISK_FULL' : 'ERR_RESTORE_FAILED';
  throw backupError(code, { step: 'pg_restore', reason: said.slice(-300) });
}
