import { refuseUnadopted } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { isEmptyDatabase } from '@atelier/lifecycle/backup/database-facts.ts';
import { startupError } from '@atelier/lifecycle/errors/startup-errors.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { stepError } from '@atelier/lifecycle/migrate/rules/half-done.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import type { Database } from '@atelier/lifecycle/session/database-session.ts';
import type { Session } from './session.ts';

/**
 * The database with the tables of every area, for commands that work with them: an empty one is migrated, and one that
 * holds something is left to `db up`, which backs it up first.
 *
 * @throws ERR_DATABASE_BEHIND, ERR_DATABASE_UNADOPTED, and what a half-done migration wants first
 */
export async function migratedDatabase(session: Session): Promise<Database> {
  const { migrationsFolder: folder, progress } = session;
  const db = await session.database();
  const { pending, nextStep } = await migrationStatus(db, { folder });
  if (nextStep !== null) throw stepError(nextStep);
  const [first] = pending;
  if (first === undefined) return db;
  await refuseUnadopted(db, pending);
  if (!(await isEmptyDatabase(db))) {
    throw startupError('ERR_DATABASE_BEHIND', { pending: pending.length, first });
  }
  progress.begin('Migrating the database');
  await migrateUp(db, { folder });
  progress.finish();
  return db;
}
