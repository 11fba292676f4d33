import { type Backup, listBackups, readBackup } from '@atelier/lifecycle/backup/backup-folder.ts';
import { ownSource } from '@atelier/lifecycle/backup/take-backup.ts';
import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import { readLedger } from '@atelier/lifecycle/migrate/ledger.ts';
import { type Unfit, unfitToRehearse } from '@atelier/lifecycle/rehearse/rules/fitting-backup.ts';
import type { Session } from '../../kernel/session.ts';

/**
 * The backup of that name, or without a name the newest verified one of the session's own database. It has
 * to hold exactly what is applied and adopted now, so that the same migrations are pending in both.
 *
 * @throws ERR_BACKUP_UNKNOWN; ERR_REHEARSAL_NO_BACKUP with the `reason`
 */
export async function backupToRehearseOn(
  session: Session,
  name: string | undefined,
): Promise<Backup> {
  const { backupDir } = session.settings;
  const ledger = await readLedger(await session.database());
  const revision = ledger.at(-1)?.name ?? null;
  if (name !== undefined) {
    const named = await readBackup(backupDir, name);
    const unfit = unfitToRehearse(named.manifest, ledger);
    if (unfit !== undefined) throw noBackup(named, unfit, revision);
    return named;
  }
  const source = ownSource(session);
  const { backups } = await listBackups(backupDir);
  const own = backups.filter(
    ({ manifest }) => manifest.source === source && manifest.verifiedAt !== null,
  );
  const fitting = own.find(({ manifest }) => unfitToRehearse(manifest, ledger) === undefined);
  if (fitting !== undefined) return fitting;
  const [newest] = own;
  const unfit = newest && unfitToRehearse(newest.manifest, ledger);
  if (newest !== undefined && unfit !== undefined) throw noBackup(newest, unfit, revision);
  throw operatorError('ERR_REHEARSAL_NO_BACKUP', {
    reason: `none of this database in ${backupDir}`,
  });
}

/** The refusal to rehearse on a backup, with the reason in words. */
export function noBackup(
  { name, manifest }: Pick<Backup, 'name' | 'manifest'>,
  unfit: Unfit,
  revision: string | null,
) {
  const reason = {
    'other-revision': `${name} is of revision ${manifest.revision ?? 'none'}, and the database of ${revision ?? 'none'}`,
    'other-migrations': `other migrations are applied in ${name}`,
    'other-adoptions': `other migrations are adopted in ${name}`,
  }[unfit];
  return operatorError('ERR_REHEARSAL_NO_BACKUP', { backup: name, reason });
}
