import { isThere } from '../embedded/data-folder.ts';
import { unfinishedAttempt } from '../migrate/attempts.ts';
import { readLedger } from '../migrate/ledger.ts';
import type { DatabaseSession } from '../session/database-session.ts';
import { type Backup, openBackupFolder, readBackup, removeExpired } from './backup-folder.ts';
import { findClientTools } from './client-tools.ts';
import { type ColdBackupOptions, embeddedSource, takeColdBackup } from './cold-copy.ts';
import { databaseFacts } from './database-facts.ts';
import { sourceOf, takeDumpBackup } from './dump-backup.ts';
import { backupError } from './rules/backup-errors.ts';
import { majorOf } from './rules/manifest.ts';
import { showStages } from './show-stages.ts';

export interface TakenBackup {
  readonly backup: Backup;
  /** Names of older ones that made way. */
  readonly removed: readonly string[];
}

/**
 * Makes and verifies a backup of the session's database, then removes expired ones.
 *
 * @param withFiles whether files that are attached to things go into it
 * @param spared the name of a backup that is in use and stays; so do the one from before a half-done
 * migration, and those from before adoptions that are in force
 */
export async function takeBackup(
  session: DatabaseSession,
  reason: string,
  {
    spared,
    withFiles = false,
  }: { readonly spared?: string | undefined; readonly withFiles?: boolean } = {},
): Promise<TakenBackup> {
  const { settings, progress } = session;
  const dir = settings.backupDir;
  await openFolder(session);
  const halfDone = await unfinishedAttempt(await session.database());
  const inUse = [spared, halfDone?.backup].filter((name) => typeof name === 'string');
  const adopted = (await readLedger(await session.database()))
    .filter(({ origin }) => origin === 'stamp')
    .map(({ name }) => name);
  const backup = await takeOne(session, {
    dir,
    reason,
    attached: { settings: settings.files, copy: withFiles },
    onStage: showStages(progress),
  });
  progress.finish();
  const removed = await removeExpired(dir, backup.manifest.source, settings.backupKeep, {
    spared: inUse,
    adopted,
  });
  return { backup, removed };
}

/** Makes the folder of the backups ready; says which drafts of killed commands were removed. */
export async function openFolder({ settings, progress }: DatabaseSession): Promise<void> {
  for (const draft of await openBackupFolder(settings.backupDir)) {
    progress.note(`Removed the draft of a backup that was cut short: ${draft}`);
  }
}

/** As {@link openFolder}, where there is a folder; makes none. */
export async function tidyFolder(session: DatabaseSession): Promise<void> {
  if (await isThere(session.settings.backupDir)) await openFolder(session);
}

/** A backup of the session's folder by its name; `latest` is the newest of the session's database. */
export function namedBackup(session: DatabaseSession, name: string): Promise<Backup> {
  return readBackup(session.settings.backupDir, name, ownSource(session));
}

/** What the manifests of backups of the session's database say of it. */
export function ownSource({ settings: { databaseUrl } }: DatabaseSession): string {
  return databaseUrl === undefined ? embeddedSource : sourceOf(databaseUrl);
}

/** The client tools for the server of the session's database. */
export async function toolsForServer(session: DatabaseSession) {
  const { serverVersion } = await databaseFacts(await session.database());
  return findClientTools(session.settings.clientTools, majorOf(serverVersion));
}

async function takeOne(session: DatabaseSession, options: ColdBackupOptions): Promise<Backup> {
  const { kind, embedded } = await session.server();
  if (kind === 'embedded-in-use') throw backupError('ERR_BACKUP_SERVER_IN_USE');
  const db = await session.database();
  if (embedded !== undefined) return takeColdBackup(embedded, db, options);
  return takeDumpBackup(db, { ...options, tools: await toolsForServer(session) });
}
