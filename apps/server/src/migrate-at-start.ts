import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { refuseUnadopted } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { isEmptyDatabase } from '@atelier/lifecycle/backup/database-facts.ts';
import { takeBackup } from '@atelier/lifecycle/backup/take-backup.ts';
import { ledgerTables } from '@atelier/lifecycle/migrate/ledger.ts';
import type { MigrationFile } from '@atelier/lifecycle/migrate/migration-files.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { requireRights } from '@atelier/lifecycle/migrate/require-rights.ts';
import { planUp } from '@atelier/lifecycle/migrate/rules/migration-plan.ts';
import { readStanding } from '@atelier/lifecycle/migrate/standing.ts';
import type { DatabaseSession } from '@atelier/lifecycle/session/database-session.ts';

export interface StartSession extends DatabaseSession {
  readonly migrationsFolder: string;
  /** What is typed before `db`, for hints. */
  readonly program: string;
}

/**
 * Applies what is pending, after a backup of a database that holds something. A backup that fails stops the
 * start. One that cannot be made here at all (no client tools, no right to create the database that it is
 * verified in, or what its tables need) is only reported: whoever runs a server of their own has backups of
 * their own. A role that may not write to the ledger is refused before the backup.
 */
export async function migrateAtStart(session: StartSession): Promise<void> {
  const { progress, migrationsFolder: folder } = session;
  const db = await session.database();
  const { embedded } = await session.server();
  const refuseOrBackUp = async (pending: readonly MigrationFile[]): Promise<string | undefined> => {
    const names = pending.map(({ name }) => name);
    await refuseUnadopted(db, names);
    const backup = names.length > 0 ? await backUp(session) : undefined;
    if (backup !== undefined) progress.begin('Migrating the database');
    return backup;
  };
  progress.begin('Migrating the database');
  const pending = planUp(await readStanding(db, folder));
  if (pending.length > 0) {
    await refuseUnadopted(
      db,
      pending.map(({ name }) => name),
    );
    await requireRights(db, { lifecycleTables: ledgerTables });
  }
  if (embedded === undefined) {
    // Under the runner's lock: of ten apps that start at once, one makes the backup.
    await migrateUp(db, { folder, beforeApplying: refuseOrBackUp });
    return;
  }
  // The embedded server stands still meanwhile, and nobody but us has it.
  await migrateUp(db, { folder, backup: await refuseOrBackUp(pending) });
}

const impossibleHere: readonly string[] = [
  'ERR_BACKUP_TOOLS_MISSING',
  'ERR_BACKUP_TOOLS_OLD',
  'ERR_SCRATCH_DENIED',
  'ERR_BACKUP_BEYOND_ROLE',
];

async function backUp(session: StartSession): Promise<string | undefined> {
  const { settings, progress, program } = session;
  if (!settings.backUpFirst || (await isEmptyDatabase(await session.database()))) return undefined;
  try {
    const { backup, removed } = await takeBackup(session, 'before-start');
    progress.note(`Backup: ${backup.name}`);
    for (const name of removed) progress.note(`Removed: ${name}`);
    return backup.name;
  } catch (error) {
    if (!(error instanceof DomainError) || !impossibleHere.includes(error.code)) throw error;
    progress.note(
      `No backup is made (${error.code}); \`${program} db backup\` says what it lacks.`,
    );
    return undefined;
  }
}
