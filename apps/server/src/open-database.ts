import { refuseUnadopted } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { startupError } from '@atelier/lifecycle/errors/startup-errors.ts';
import { stepError } from '@atelier/lifecycle/migrate/rules/half-done.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { planRepairs } from '@atelier/lifecycle/repair/repair.ts';
import { repairLines } from '@atelier/lifecycle/repair/repair-lines.ts';
import { databaseRefusal } from '@atelier/lifecycle/server/database-refusal.ts';
import { withDeniedOwner } from '@atelier/lifecycle/server/denied-owner.ts';
import { requireSameDatabase } from '@atelier/lifecycle/server/same-database.ts';
import { requireWritable } from '@atelier/lifecycle/server/writable.ts';
import type { Database, DatabaseServer } from '@atelier/lifecycle/session/database-session.ts';
import type { Settings } from '@atelier/lifecycle/session/env.ts';
import { openPool } from '@atelier/lifecycle/session/open-pool.ts';
import type { OnClose } from '@atelier/lifecycle/session/open-server.ts';
import type { Progress } from '@atelier/lifecycle/terminal/progress.ts';
import { migrateAtStart, type StartSession } from './migrate-at-start.ts';

type Folders = Pick<StartSession, 'migrationsFolder' | 'program'>;

/**
 * A pool of connections to a server that answers, is new enough, and has the schema we know; through the
 * pooler if one is configured. The schema is migrated or checked over the direct address.
 */
export async function openDatabase(
  server: DatabaseServer,
  settings: Settings,
  folders: Folders,
  progress: Progress,
  onClose: OnClose,
): Promise<Database> {
  const { connectionString } = server;
  const { pooledUrl, databasePoolSize: poolSize } = settings;
  progress.begin('Connecting to the database');
  const direct = await openPool({ connectionString, poolSize }, onClose);
  await requireWritable(direct);
  const pool =
    pooledUrl === undefined
      ? direct
      : await openPool({ connectionString, pooledUrl, poolSize }, onClose);
  if (pool !== direct) await requireSameDatabase(direct, pool);
  await seeToSchema(direct, server, settings, folders, progress);
  return pool;
}

/** Migrates the database, or makes sure that it is migrated. */
async function seeToSchema(
  db: Database,
  server: DatabaseServer,
  settings: Settings,
  { migrationsFolder: folder, program }: Folders,
  progress: Progress,
): Promise<void> {
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
      throw await withDeniedOwner(databaseRefusal(error, server.connectionString), db);
    });
    return;
  }
  progress.begin('Checking the database');
  const { pending, nextStep } = await migrationStatus(db, { folder });
  if (nextStep !== null) throw stepError(nextStep);
  await refuseUnadopted(db, pending);
  const [first] = pending;
  if (first !== undefined) {
    throw startupError('ERR_DATABASE_BEHIND', { pending: pending.length, first });
  }
}
