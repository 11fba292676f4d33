import { connect } from '@atelier/db/kernel/connection.ts';
import { refuseUnadopted } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { startupError } from '@atelier/lifecycle/errors/startup-errors.ts';
import { stepError } from '@atelier/lifecycle/migrate/rules/half-done.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { planRepairs } from '@atelier/lifecycle/repair/repair.ts';
import { repairLines } from '@atelier/lifecycle/repair/repair-lines.ts';
import { databaseRefusal } from '@atelier/lifecycle/server/database-refusal.ts';
import { withDeniedOwner } from '@atelier/lifecycle/server/denied-owner.ts';
import { waitForServer } from '@atelier/lifecycle/server/server-version.ts';
import type { DatabaseServer } from '@atelier/lifecycle/session/database-session.ts';
import type { Settings } from '@atelier/lifecycle/session/env.ts';
import type { OnClose } from '@atelier/lifecycle/session/open-server.ts';
import type { Progress } from '@atelier/lifecycle/terminal/progress.ts';
import { migrateAtStart, type StartSession } from './migrate-at-start.ts';

/** A pool of connections to a server that answers, is new enough, and has the schema we know. */
export async function openDatabase(
  server: DatabaseServer,
  settings: Settings,
  { migrationsFolder: folder, program }: Pick<StartSession, 'migrationsFolder' | 'program'>,
  progress: Progress,
  onClose: OnClose,
) {
  const { connectionString } = server;
  const db = connect({ connectionString, poolSize: settings.databasePoolSize });
  onClose(() => db.destroy());
  progress.begin('Connecting to the database');
  await waitForServer(db);
  if (settings.planRepairs) {
    progress.begin('Looking for what could be repaired');
    const repairs = await planRepairs(db);
    for (const line of repairs.flatMap(repairLines)) progress.note(line);
    if (repairs.length === 0) progress.note('Nothing to repair');
  }
  if (settings.bootstrap) {
    await migrateAtStart({
      settings,
      progress,
      migrationsFolder: folder,
      program,
      server: async () => server,
      database: async () => db,
    }).catch(async (error: unknown) => {
      throw await withDeniedOwner(databaseRefusal(error, connectionString), db);
    });
    return db;
  }
  progress.begin('Checking the database');
  const { pending, nextStep } = await migrationStatus(db, { folder });
  if (nextStep !== null) throw stepError(nextStep);
  await refuseUnadopted(db, pending);
  const [first] = pending;
  if (first !== undefined) {
    throw startupError('ERR_DATABASE_BEHIND', { pending: pending.length, first });
  }
  return db;
}
