import { connect } from '@atelier/db/kernel/connection.ts';
import {
  type EmbeddedPostgres,
  type EmbeddedStage,
  startEmbeddedPostgres,
} from '@atelier/db/lifecycle/embedded/server.ts';
import { refuseUnadopted } from '@atelier/db/lifecycle/profiles/recognized-profiles.ts';
import { planRepairs } from '@atelier/db/lifecycle/repair/repair.ts';
import { waitForServer } from '@atelier/db/lifecycle/server-version.ts';
import { migrationStatus } from '@atelier/db/lifecycle/status.ts';
import { mismatchError } from '@atelier/domain/lifecycle/migration-plan.ts';
import { startupError } from '@atelier/domain/lifecycle/startup-errors.ts';
import { repairLines } from './cli/adoption/repair-lines.ts';
import type { DatabaseServer } from './database-session.ts';
import type { Settings } from './env.ts';
import { migrateAtStart } from './migrate-at-start.ts';
import type { Progress } from './progress.ts';
import type { AppFolders } from './start-app.ts';

/** What is opened later is closed earlier. */
export type OnClose = (close: () => Promise<unknown>) => void;

/** The server that the settings name, or the embedded one, started. */
export async function openServer(
  settings: Settings,
  progress: Progress,
  onClose: OnClose,
): Promise<DatabaseServer> {
  if (settings.databaseUrl !== undefined) {
    return { connectionString: settings.databaseUrl, embedded: undefined, kind: 'external' };
  }
  const embedded = await startEmbedded(settings.dataDir, progress);
  onClose(() => embedded.stop());
  return { connectionString: embedded.connectionString, embedded, kind: 'embedded' };
}

/** The embedded server on a data folder, with a line for each of its stages. */
export function startEmbedded(dataDir: string, progress: Progress): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir, onProgress: (stage) => showStage(stage, progress) });
}

/** A pool of connections to a server that answers, is new enough, and has the schema we know. */
export async function openDatabase(
  server: DatabaseServer,
  settings: Settings,
  { migrationsFolder: folder, program }: Pick<AppFolders, 'migrationsFolder' | 'program'>,
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
    });
    return db;
  }
  progress.begin('Checking the database');
  const { pending, mismatches } = await migrationStatus(db, { folder });
  const [mismatch] = mismatches;
  if (mismatch !== undefined) throw mismatchError(mismatch);
  await refuseUnadopted(db, pending);
  const [first] = pending;
  if (first !== undefined) {
    throw startupError('ERR_DATABASE_BEHIND', { pending: pending.length, first });
  }
  return db;
}

/** One stage of the embedded server, as a line. */
export function showStage(stage: EmbeddedStage, progress: Progress): void {
  if (stage.kind === 'user-created') {
    progress.note(`Made the system user ${stage.name}: PostgreSQL does not run as root`);
  } else if (stage.kind === 'relocated') {
    progress.note(
      `PostgreSQL's ${stage.what} are in ${stage.folder}: its user cannot reach the folder here`,
    );
  } else if (stage.kind === 'server-lost') {
    progress.note(`PostgreSQL (process ${stage.pid}) ended; starting it again`);
  } else if (stage.kind === 'stopping-stale-server') {
    progress.begin(`Stopping PostgreSQL left by a killed Atelier (process ${stage.pid})`);
  } else if (stage.kind === 'creating-cluster') {
    progress.begin('Creating the database');
  } else {
    progress.begin(`Starting PostgreSQL on port ${stage.port}`);
  }
}
