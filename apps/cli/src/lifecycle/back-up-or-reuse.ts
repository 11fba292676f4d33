import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { Backup } from '@atelier/lifecycle/backup/backup-folder.ts';
import { namedBackup, ownSource } from '@atelier/lifecycle/backup/take-backup.ts';
import type { MigrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import type { CommandInput } from '../kernel/command.ts';
import type { Session } from '../kernel/session.ts';
import { backUpFirst } from './back-up-first.ts';

/**
 * The backup to return to if migrations go wrong: a new one or, when a migration is half done, the one that
 * was made before it began. A new backup of a half-done state would be no way back, so it is not offered as
 * one.
 *
 * @param status of the migrations
 */
export async function backUpOrReuse(
  session: Session,
  reason: string,
  input: CommandInput,
  { interrupted, interruptedProgress }: MigrationStatus,
): Promise<Backup | undefined> {
  if (interrupted === null || interruptedProgress === null) {
    return backUpFirst(session, reason, input);
  }
  const earlier = await noted(session, interrupted.backup);
  if (earlier !== undefined) {
    session.progress.note(`Backup from before the half-done migration: ${earlier.name}`);
    return earlier;
  }
  session.progress.note('There is no backup from before the half-done migration to go back to.');
  await backUpFirst(session, 'half-done', input);
  return undefined;
}

async function noted(session: Session, name: string | null): Promise<Backup | undefined> {
  if (name === null) return undefined;
  try {
    const backup = await namedBackup(session, name);
    // The note comes with the database when that was restored from another one's backup.
    return backup.manifest.source === ownSource(session) ? backup : undefined;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
