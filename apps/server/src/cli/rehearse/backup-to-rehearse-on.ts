import {
  type Backup,
  listBackups,
  readBackup,
} from '@atelier/db/lifecycle/backups/backup-folder.ts';
import { embeddedSource } from '@atelier/db/lifecycle/backups/cold-copy.ts';
import { sourceOf } from '@atelier/db/lifecycle/backups/dump-backup.ts';
import { operatorError } from '@atelier/domain/lifecycle/operator-errors.ts';
import type { Session } from '../session.ts';

/**
 * The backup of that name, or else the newest verified one of the session's own database.
 *
 * @throws ERR_BACKUP_UNKNOWN, ERR_REHEARSAL_NO_BACKUP
 */
export async function backupToRehearseOn(
  session: Session,
  name: string | undefined,
): Promise<Backup> {
  const { backupDir } = session.settings;
  if (name !== undefined) return readBackup(backupDir, name);
  const { kind, connectionString } = await session.server();
  const source = kind === 'external' ? sourceOf(connectionString) : embeddedSource;
  const { backups } = await listBackups(backupDir);
  const own = backups.find(
    ({ manifest }) => manifest.source === source && manifest.verifiedAt !== null,
  );
  if (own === undefined) throw operatorError('ERR_REHEARSAL_NO_BACKUP', { folder: backupDir });
  return own;
}
