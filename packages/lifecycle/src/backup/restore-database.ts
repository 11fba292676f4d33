import { randomBytes } from 'node:crypto';
import { connect } from '@atelier/db/kernel/connection.ts';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { Knex } from 'knex';
import { dropDatabase } from '../scratch/drop-database.ts';
import { withGuardSession } from '../scratch/guard-session.ts';
import { createLike } from '../scratch/scratch-database.ts';
import { cleanUp } from '../server/clean-up.ts';
import { connectionStringOf, inDatabase } from '../server/database-address.ts';
import { databaseExists } from '../server/database-exists.ts';
import { reasonOf } from '../server/full-disk.ts';
import type { Backup } from './backup-folder.ts';
import { checkFiles } from './checksums.ts';
import type { ClientTools } from './client-tools.ts';
import { compareWithManifest } from './compare.ts';
import { databaseFacts } from './database-facts.ts';
import { copyDatabaseSettings } from './database-settings.ts';
import { restoreDump } from './dump-restore.ts';
import { databaseOf, inMaintenance } from './maintenance.ts';
import { backupError } from './rules/backup-errors.ts';
import { requireNoNewer } from './rules/manifest.ts';
import { restoringName, restoringPrefix } from './rules/names.ts';
import type { RestoreMode } from './rules/restore-mode.ts';
import type { OnStage } from './stage.ts';
import { swapDatabase } from './swap-database.ts';

export interface RestoreOptions {
  readonly tools: ClientTools;
  readonly mode: Exclude<RestoreMode, 'trial'>;
  readonly onStage: OnStage;
}

/**
 * Restores a dump in the place of the database that the address names. The dump is checked and restored
 * into a new database, and every table compared; only then are the two exchanged by renaming.
 *
 * @returns the name under which the old database is kept; null when there was none
 * @throws ERR_BACKUP_…, ERR_RESTORE_FAILED, ERR_RESTORE_BUSY; then the database is unchanged
 */
export async function restoreDatabase(
  connectionString: string,
  backup: Backup,
  { tools, mode, onStage }: RestoreOptions,
): Promise<string | null> {
  const { manifest, folder } = backup;
  if (manifest.kind !== 'dump') {
    throw backupError('ERR_BACKUP_OTHER_SERVER', { madeBy: manifest.source });
  }
  await checkFiles(folder, manifest, onStage);
  const name = databaseOf(connectionString);
  const draft = restoringName(name, randomBytes(3).toString('hex'));
  return inMaintenance(connectionString, async (admin) => {
    requireNoNewer(manifest, (await databaseFacts(admin)).serverVersion);
    await removeRestoreDrafts(admin, name);
    const exists = await databaseExists(admin, name);
    onStage({ kind: 'restoring', done: 0, all: manifest.tables.length });
    return withGuardSession(connectionStringOf(admin), draft, async () => {
      try {
        await makeDraft(admin, connectionString, draft, exists);
        const inDraft = inDatabase(connectionString, draft);
        await restoreDump(backup, inDraft, tools, mode, onStage);
        crashPoint('restore.restored');
        await withConnection(inDraft, (db) => compareWithManifest(db, manifest, onStage));
        if (exists) await copyDatabaseSettings(admin, name, draft, onStage);
        onStage({ kind: 'exchanging' });
        return await swapDatabase(admin, draft, name);
      } catch (error) {
        await cleanUp(`database ${draft}`, () => dropDatabase(admin, draft));
        if (error instanceof DomainError) throw error;
        throw backupError('ERR_RESTORE_FAILED', { step: 'exchange', reason: reasonOf(error) });
      }
    });
  });
}

/** Drops what killed restores of a database left half filled, where it can be dropped. */
export async function removeRestoreDrafts(admin: Knex, name: string): Promise<void> {
  const { rows } = await admin.raw<{ rows: { datname: string }[] }>(
    `SELECT datname FROM pg_database AS d
     WHERE starts_with(datname, ?) AND datname ~ '_[0-9a-f]{6}$' AND pg_has_role(datdba, 'USAGE')
       AND NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.application_name = d.datname)`,
    [restoringPrefix(name)],
  );
  for (const { datname } of rows) {
    await cleanUp(`database ${datname}`, () => dropDatabase(admin, datname, 1));
  }
}

/** With the encoding and locale of the database that it is to replace, else with the server's. */
async function makeDraft(
  admin: Knex,
  connectionString: string,
  draft: string,
  exists: boolean,
): Promise<void> {
  if (exists) await withConnection(connectionString, (db) => createLike(db, draft));
  else await createLike(admin, draft);
}

async function withConnection<Result>(
  connectionString: string,
  work: (db: Knex) => Promise<Result>,
): Promise<Result> {
  const db = connect({ connectionString, poolSize: 2, applicationName: 'atelier-restore' });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
