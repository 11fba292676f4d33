import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { DatabaseSession } from '../session/database-session.ts';
import { type Backup, writeManifest } from './backup-folder.ts';
import { compareWithManifest } from './compare.ts';
import type { BackupErrorCode } from './rules/backup-errors.ts';
import type { BackupManifest } from './rules/manifest.ts';
import { showStages } from './show-stages.ts';
import { withRestoredBackup } from './with-restored-backup.ts';

/** What says that the backup itself is bad, and not the circumstances of its verification. */
const damages: ReadonlySet<string> = new Set<BackupErrorCode>([
  'ERR_BACKUP_FILE_MISSING',
  'ERR_BACKUP_TRUNCATED',
  'ERR_BACKUP_CHANGED',
  'ERR_BACKUP_DIFFERS',
  'ERR_RESTORE_FAILED',
]);

/**
 * Verifies a backup by restoring it into a separate copy and comparing every table, and notes the result in
 * the backup: the time, or the damage that was found.
 */
export async function verifyBackup(
  session: DatabaseSession,
  backup: Backup,
): Promise<BackupManifest> {
  try {
    await withRestoredBackup(session, backup, ({ db }) =>
      compareWithManifest(db, backup.manifest, showStages(session.progress)),
    );
  } catch (error) {
    if (error instanceof DomainError && damages.has(error.code)) {
      await note(backup, { verifiedAt: null, damage: error.code });
    }
    throw error;
  }
  return note(backup, { verifiedAt: new Date().toISOString(), damage: null });
}

async function note(
  { folder, manifest }: Backup,
  result: Pick<BackupManifest, 'verifiedAt' | 'damage'>,
): Promise<BackupManifest> {
  const noted = { ...manifest, ...result };
  await writeManifest(folder, noted);
  return noted;
}
