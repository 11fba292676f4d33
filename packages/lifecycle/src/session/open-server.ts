import { hkdfSync } from 'node:crypto';
import {
  type EmbeddedPostgres,
  type EmbeddedStage,
  startEmbeddedPostgres,
} from '../embedded/server.ts';
import type { Progress } from '../terminal/progress.ts';
import type { DatabaseServer } from './database-session.ts';
import type { Settings } from './env.ts';
import { houseSecret } from './house-secret.ts';

/** What is opened later is closed earlier. */
export type OnClose = (close: () => Promise<unknown>) => void;

/** The server that the settings name, or the embedded one, started. */
export async function openServer(
  settings: Settings,
  progress: Progress,
  onClose: OnClose,
): Promise<DatabaseServer> {
  if (settings.databaseUrl !== undefined) {
    const { databaseUrl: connectionString } = settings;
    const app = await appAccess(connectionString, settings);
    return { connectionString, app, embedded: undefined, kind: 'external' };
  }
  const embedded = await startEmbedded(settings.dataDir, progress);
  onClose(() => embedded.stop());
  const { connectionString, app } = embedded;
  return { connectionString, app, embedded, kind: 'embedded' };
}

/** How the app reaches a server that was given, where it has a role of its own there. */
async function appAccess(ownersUrl: string, settings: Settings): Promise<DatabaseServer['app']> {
  const { appUrl, appRole } = settings;
  if (appUrl !== undefined) return { connectionString: appUrl };
  if (appRole === undefined) return undefined;
  // Derived, so that all processes of the house have the same, and nothing has to be kept.
  const secret = await houseSecret(settings);
  const ownPassword = Buffer.from(
    hkdfSync('sha256', secret, '', `atelier database role ${appRole}`, 32),
  ).toString('base64url');
  return { connectionString: asRole(ownersUrl, appRole, ownPassword), ownPassword };
}

/** The same address for another role. */
function asRole(address: string, name: string, password: string): string {
  const url = new URL(address);
  // What stands behind the question mark would go before it.
  for (const part of ['user', 'password']) url.searchParams.delete(part);
  url.username = encodeURIComponent(name);
  url.password = password;
  return url.href;
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
