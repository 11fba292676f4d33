import { backupError } from './rules/backup-errors.ts';
import { type BackupManifest, majorOf } from './rules/manifest.ts';

/**
 * @param server its version as PostgreSQL numbers itself
 * @throws ERR_BACKUP_NEWER_SERVER for a backup of a newer major version than the server has
 */
export function requireNoNewer({ serverVersion }: BackupManifest, server: number): void {
  if (majorOf(serverVersion) <= majorOf(server)) return;
  throw backupError('ERR_BACKUP_NEWER_SERVER', {
    madeBy: majorOf(serverVersion),
    server: majorOf(server),
  });
}
