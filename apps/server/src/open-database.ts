import { driverSettings } from '@atelier/db/kernel/driver-settings.ts';
import { refuseUnadopted } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { startupError } from '@atelier/lifecycle/errors/startup-errors.ts';
import { stepError } from '@atelier/lifecycle/migrate/rules/half-done.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { planRepairs } from '@atelier/lifecycle/repair/repair.ts';
import { repairLines } from '@atelier/lifecycle/repair/repair-lines.ts';
import { applyAppRole, applyOwnAppRole, roleExists } from '@atelier/lifecycle/roles/app-role.ts';
import { connectedAs, ownsTables } from '@atelier/lifecycle/roles/connected-as.ts';
import { databaseRefusal } from '@atelier/lifecycle/server/database-refusal.ts';
import { withDeniedOwner } from '@atelier/lifecycle/server/denied-owner.ts';
import { requireSameDatabase } from '@atelier/lifecycle/server/same-database.ts';
import { requireWritable } from '@atelier/lifecycle/server/writable.ts';
import type {
  AppAccess,
  Database,
  DatabaseServer,
} from '@atelier/lifecycle/session/database-session.ts';
import type { Settings } from '@atelier/lifecycle/session/env.ts';
import { openPool } from '@atelier/lifecycle/session/open-pool.ts';
import type { OnClose } from '@atelier/lifecycle/session/open-server.ts';
import type { Progress } from '@atelier/lifecycle/terminal/progress.ts';
import { migrateAtStart, type StartSession } from './migrate-at-start.ts';

type Folders = Pick<StartSession, 'migrationsFolder' | 'program'>;

/** What the app works with, and what looks after the database. */
export interface OpenDatabase {
  readonly db: Database;
  /** The same pool, where the app has no role of its own. */
  readonly owner: Database;
}

/** The owner's connections beside the app's: for migrations, and the page about the database. */
const ownersPool = { poolSize: 3, applicationName: 'atelier-owner' } as const;

/**
 * A pool of connections to a server that answers, is new enough, and has the schema we know; through the
 * pooler if one is configured. The schema is migrated or checked over the direct address, by the owner; the app
 * works as a role of its own, where it has one.
 */
export async function openDatabase(
  server: DatabaseServer,
  settings: Settings,
  folders: Folders,
  progress: Progress,
  onClose: OnClose,
): Promise<OpenDatabase> {
  const { connectionString, app } = server;
  const { pooledUrl, databasePoolSize: poolSize } = settings;
  progress.begin('Connecting to the database');
  const owners = app === undefined ? { poolSize } : ownersPool;
  const direct = await openPool({ connectionString, ...owners }, onClose);
  await requireWritable(direct);
  if (app !== undefined) {
    const letIn = () => letAppIn(direct, app, settings);
    await seeToSchema(direct, server, settings, folders, progress).catch(
      async (failure: unknown) => {
        // What was made before the failure stays, and those who serve already go on with it.
        await letIn().catch(() => {});
        throw failure;
      },
    );
    await letIn();
    const db = await openPool({ ...app, pooledUrl, poolSize }, onClose);
    await requireSameDatabase(direct, db, 'DATABASE_OWNER_URL');
    return { db, owner: direct };
  }
  const pool =
    pooledUrl === undefined
      ? direct
      : await openPool({ connectionString, pooledUrl, poolSize }, onClose);
  if (pool !== direct) await requireSameDatabase(direct, pool);
  await seeToSchema(direct, server, settings, folders, progress);
  await noteOwner(direct, folders, progress);
  return { db: pool, owner: direct };
}

/**
 * Grants the app's role what it needs, which is new after a migration or a restore. Of our own server the role
 * is made here, and so it is where `DB_APP_ROLE` asks for it; else by `db roles`, and one that is missing is told of
 * when it connects.
 */
async function letAppIn(owner: Database, app: AppAccess, settings: Settings): Promise<void> {
  const name = String(driverSettings(app.connectionString).user);
  const { ownPassword: password } = app;
  const exists = await roleExists(owner, name);
  if (password === undefined) {
    if (settings.bootstrap && exists) await applyAppRole(owner, { name, password });
    return;
  }
  // Such a role would hold back nothing; and somebody else's password is not ours to change.
  if (exists && (await ownsTables(owner, name))) {
    throw startupError('ERR_SETTING_INVALID', {
      name: 'DB_APP_ROLE',
      expected: `a role for the app alone; ${name} is a superuser, or owns the tables`,
    });
  }
  await applyOwnAppRole(owner, { name, password });
}

async function noteOwner(db: Database, { program }: Folders, progress: Progress): Promise<void> {
  const { role, owns } = await connectedAs(db);
  if (!owns) return;
  progress.note(
    `Works as ${role}, who owns the tables; \`${program} db roles\` gives the app a role that cannot change them`,
  );
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
