import {
  type Backup,
  listBackups,
  readBackup,
} from '@atelier/db/lifecycle/backups/backup-folder.ts';
import { embeddedSource } from '@atelier/db/lifecycle/backups/cold-copy.ts';
import { sourceOf } from '@atelier/db/lifecycle/backups/dump-backup.ts';
import { readLedger } from '@atelier/db/lifecycle/ledger.ts';
import { operatorError } from '@atelier/domain/lifecycle/operator-errors.ts';
import type { Session } from '../session.ts';

/**
 * The backup of that name, or else the newest verified one of the session's own database that lacks
 * what is pending there: whose revision is still applied, and was not taken back since.
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
  const applied = new Set((await readLedger(await session.database())).map((row) => row.name));
  const own = backups.find(
    ({ manifest: { source: madeOf, verifiedAt, revision } }) =>
      madeOf === source && verifiedAt !== null && (revision === null || applied.has(revision)),
  );
  if (own === undefined) throw operatorError('ERR_REHEARSAL_NO_BACKUP', { folder: backupDir });
  return own;
}
