import {
  type EmbeddedPostgres,
  type EmbeddedStage,
  startEmbeddedPostgres,
} from '../embedded/server.ts';
import type { Progress } from '../terminal/progress.ts';
import type { DatabaseServer } from './database-session.ts';
import type { Settings } from './env.ts';

/** What is opened later is closed earlier. */
export type OnClose = (close: () => Promise<unknown>) => void;

/** The server that the settings name, or the embedded one, started. */
export async function openServer(
  settings: Settings,
  progress: Progress,
  onClose: OnClose,
): Promise<DatabaseServer> {
  if (settings.databaseUrl !== undefined) {
    const { databaseUrl: connectionString, appUrl } = settings;
    const app = appUrl === undefined ? undefined : { connectionString: appUrl };
    return { connectionString, app, embedded: undefined, kind: 'external' };
  }
  const embedded = await startEmbedded(settings.dataDir, progress);
  onClose(() => embedded.stop());
  const { connectionString, app } = embedded;
  return { connectionString, app, embedded, kind: 'embedded' };
}

/** The embedded server on a data folder, with a line for each of its stages. */
export function startEmbedded(dataDir: string, progress: Progress): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir, onProgress: (stage) => showStage(stage, progress) });
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
