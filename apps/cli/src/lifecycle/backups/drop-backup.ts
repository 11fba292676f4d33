import { listBackups, removeBackup } from '@atelier/lifecycle/backup/backup-folder.ts';
import { backupError } from '@atelier/lifecycle/backup/rules/backup-errors.ts';
import { beforeAdoption } from '@atelier/lifecycle/backup/rules/retention.ts';
import type { Outcome } from '../../kernel/command.ts';
import type { Session } from '../../kernel/session.ts';

/**
 * Removes one backup by its name, even a damaged one: the only way to remove those that never expire by
 * themselves.
 *
 * @throws ERR_BACKUP_UNKNOWN
 */
export async function dropBackup(session: Session, name: string): Promise<Outcome> {
  const folder = session.settings.backupDir;
  const { backups, damaged } = await listBackups(folder);
  const backup = backups.find((each) => each.name === name);
  if (backup === undefined && !damaged.some((each) => each.name === name)) {
    throw backupError('ERR_BACKUP_UNKNOWN', { name, folder });
  }
  const plan = [
    `To remove the backup ${name}. It cannot be brought back.`,
    ...(backup?.manifest.reason === beforeAdoption
      ? ['It holds the database as it was before an adoption, which no later one does.']
      : []),
  ];
  if (session.dryRun) return { facts: { name, plan }, lines: plan };
  await session.confirm(plan);
  await removeBackup(folder, name);
  return { facts: { removed: [name] }, lines: [`Removed: ${name}`] };
}
