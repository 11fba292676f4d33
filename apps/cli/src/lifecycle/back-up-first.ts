import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { type Backup, beforeRestore } from '@atelier/lifecycle/backup/backup-folder.ts';
import { isEmptyDatabase } from '@atelier/lifecycle/backup/database-facts.ts';
import { takeBackup } from '@atelier/lifecycle/backup/take-backup.ts';
import type { CommandInput, OptionDefinition } from '../kernel/command.ts';
import type { Session } from '../kernel/session.ts';

/** A backup that was made and verified; `name` is what `restore` takes. */
export type BackupTaken = Backup;

/** An option of every command that backs up first. */
export const noBackupOption = {
  'no-backup': { help: 'Do not make a backup first.' },
} as const satisfies Record<string, OptionDefinition>;

/**
 * Makes and verifies a backup before a command changes data; a failure stops the command. Does nothing for
 * an empty database, with `--no-backup`, or in a dry run. With the embedded server every connection is lost
 * during the backup: call it outside transactions.
 *
 * @param reason a few words for the backup's name: `before up`
 * @param spared the name of a backup that is in use, and is not removed to make room for the new one
 */
export async function backUpFirst(
  session: Session,
  reason: string,
  input: CommandInput,
  spared?: string,
): Promise<BackupTaken | undefined> {
  if (session.dryRun) return undefined;
  if (input.flag('no-backup')) {
    session.progress.note('No backup is made: --no-backup was given.');
    return undefined;
  }
  if (await isEmptyDatabase(await session.database())) return undefined;
  const { backup, removed } = await takeBackup(session, reason, { spared }).catch(
    (error: unknown) => {
      throw reason === beforeRestore ? error : withWayOut(error);
    },
  );
  session.progress.note(`Backup: ${backup.name}`);
  for (const name of removed) session.progress.note(`Removed: ${name}`);
  return backup;
}

/** What a backup lacks here; a restore lacks it as well, and gains nothing by going without a backup. */
const impossibleHere: readonly string[] = [
  'ERR_BACKUP_TOOLS_MISSING',
  'ERR_BACKUP_TOOLS_OLD',
  'ERR_BACKUP_SERVER_IN_USE',
  'ERR_SCRATCH_DENIED',
  'ERR_BACKUP_BEYOND_ROLE',
  'ERR_RESTORE_SEARCH_PATH',
];

function withWayOut(error: unknown): unknown {
  if (!(error instanceof DomainError) || !impossibleHere.includes(error.code)) return error;
  const { code, kind, message, params } = error;
  const wayOut = 'It is for the backup that is made first; with one made elsewhere: --no-backup.';
  return new DomainError(code, { kind, message: `${message} ${wayOut}` }, params);
}
