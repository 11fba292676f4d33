import { restoreAttached } from '@atelier/lifecycle/backup/attached-files.ts';
import { restoredFilesLines } from '@atelier/lifecycle/backup/attached-lines.ts';
import { type Backup, beforeRestore } from '@atelier/lifecycle/backup/backup-folder.ts';
import { checkFiles } from '@atelier/lifecycle/backup/checksums.ts';
import { findClientTools } from '@atelier/lifecycle/backup/client-tools.ts';
import { databaseFacts } from '@atelier/lifecycle/backup/database-facts.ts';
import { databaseOf, inMaintenance } from '@atelier/lifecycle/backup/maintenance.ts';
import { restoreColdCopy } from '@atelier/lifecycle/backup/restore-cold-copy.ts';
import { restoreDatabase } from '@atelier/lifecycle/backup/restore-database.ts';
import { backupError } from '@atelier/lifecycle/backup/rules/backup-errors.ts';
import { majorOf } from '@atelier/lifecycle/backup/rules/manifest.ts';
import { megabytes, showStages } from '@atelier/lifecycle/backup/show-stages.ts';
import { namedBackup, ownSource, tidyFolder } from '@atelier/lifecycle/backup/take-backup.ts';
import { databaseExists } from '@atelier/lifecycle/server/database-exists.ts';
import { showStage } from '@atelier/lifecycle/session/open-server.ts';
import { shellWord } from '@atelier/lifecycle/terminal/shell-word.ts';
import type { Command, CommandInput } from '../kernel/command.ts';
import type { Session } from '../kernel/session.ts';
import { grantToAppRole, usedAppRole } from './app-role-name.ts';
import { backUpFirst, noBackupOption } from './back-up-first.ts';

/** `atelier db restore`: a backup in the place of the database. */
export const restore: Command = {
  usage: '<backup>|latest',
  details: [
    'The backup is checked, restored into a new database, and every table compared; only then the two',
    'are exchanged by renaming. The old one is kept as <name>_before_<time> until it is dropped:',
    '`db backups --drop-old <name>`. Whoever is connected loses the connection.',
    'A cold copy of the embedded server needs the app to be stopped.',
    'Files that are attached to things are put back where the backup has them; else it is said whether the',
    'folder holds what it held. None are ever removed: see `files check`.',
  ],
  options: {
    ...noBackupOption,
    'from-other': { help: 'Also a backup that was made of another database.' },
    'no-owner': {
      help: 'Everything will belong to the role that restores: where the roles of the dump are not there.',
    },
  },
  makesDatabase: true,
  positionals: [1, 1],
  async run(session, input) {
    if (!session.dryRun) await tidyFolder(session);
    const backup = await namedBackup(session, input.positionals[0] ?? '');
    refuseOther(session, backup, input);
    const plan = planOf(session, backup, input);
    if (session.dryRun) return { facts: { backup: backup.name, plan }, lines: plan };
    await session.confirm(plan);
    const kept = await restoreBackup(session, backup, input);
    // Whatever becomes of them, the database is restored.
    const files = await restoreAttached(
      session.settings.files,
      backup,
      showStages(session.progress),
    );
    session.progress.finish();
    return {
      facts: { backup: backup.name, revision: backup.manifest.revision, kept, files },
      lines: [
        `Restored ${backup.name}. Revision: ${backup.manifest.revision ?? 'none'}`,
        ...(kept === null
          ? []
          : [
              `The old one is kept as ${kept}; drop it with: ${session.program} db backups --drop-old ${shellWord(kept)}`,
            ]),
        ...restoredFilesLines(files),
      ],
    };
  },
};

/**
 * Restores a backup, after checking its files and backing up what is there now.
 *
 * @returns the name under which that is kept; null when there was nothing
 */
export async function restoreBackup(
  session: Session,
  backup: Backup,
  input: CommandInput,
): Promise<string | null> {
  const onStage = showStages(session.progress);
  const { databaseUrl, dataDir } = session.settings;
  if (databaseUrl === undefined) {
    if (backup.manifest.kind !== 'cold-copy') throw otherServer(backup);
    await checkFiles(backup.folder, backup.manifest, onStage);
    if (!input.flag('no-backup')) {
      await backUpFirst(session, beforeRestore, input, backup.name);
      // A server that is in use is refused by its data folder's lock.
      await (await session.server()).embedded?.stop();
    }
    const onProgress = (stage: Parameters<typeof showStage>[0]) =>
      showStage(stage, session.progress);
    return restoreColdCopy(dataDir, backup, { onStage, onProgress });
  }
  if (backup.manifest.kind !== 'dump') throw otherServer(backup);
  await checkFiles(backup.folder, backup.manifest, onStage);
  const { exists, serverVersion } = await inMaintenance(databaseUrl, async (db) => ({
    exists: await databaseExists(db, databaseOf(databaseUrl)),
    ...(await databaseFacts(db)),
  }));
  const tools = await findClientTools(session.settings.clientTools, majorOf(serverVersion));
  if (exists) await backUpFirst(session, beforeRestore, input, backup.name);
  const mode = input.flag('no-owner') ? 'without-owners' : 'whole';
  // A dump holds no grants: what is there now tells whose the role is.
  const appRole = exists ? await usedAppRole(session) : undefined;
  const kept = await restoreDatabase(databaseUrl, backup, { tools, mode, onStage });
  await grantToAppRole(session, appRole);
  return kept;
}

function planOf({ settings }: Session, { name, manifest }: Backup, input: CommandInput): string[] {
  const target =
    settings.databaseUrl === undefined
      ? `the embedded database in ${settings.dataDir}`
      : `the database ${databaseOf(settings.databaseUrl)}`;
  return [
    `To restore ${name} in the place of ${target}:`,
    `  made of ${manifest.source}, ${manifest.createdAt}, ${megabytes(manifest.size)}, ${manifest.tables.length} tables,` +
      ` revision ${manifest.revision ?? 'none'}`,
    ...(input.flag('no-backup') ? [] : ['  What is there now is backed up first.']),
    '  What is there now is kept under another name. Connections to it are lost.',
  ];
}

/** A backup of another server's kind never fits; one of another database only when that is meant. */
function refuseOther(session: Session, backup: Backup, input: CommandInput): void {
  const kind = session.settings.databaseUrl === undefined ? 'cold-copy' : 'dump';
  if (backup.manifest.kind !== kind) throw otherServer(backup);
  const { source } = backup.manifest;
  const own = ownSource(session);
  if (source !== own && !input.flag('from-other')) {
    throw backupError('ERR_BACKUP_OTHER_SOURCE', { madeOf: source, restoredTo: own });
  }
}

function otherServer({ manifest }: Backup) {
  return backupError('ERR_BACKUP_OTHER_SERVER', { madeBy: manifest.source });
}
