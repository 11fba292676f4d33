import { withScratchDatabase } from '../scratch/scratch-database.ts';
import type { Database, DatabaseSession } from '../session/database-session.ts';
import type { Backup } from './backup-folder.ts';
import { checkColdCopy } from './cold-copy.ts';
import { checkDump } from './dump-backup.ts';
import { restoreDump } from './dump-restore.ts';
import { backupError } from './rules/backup-errors.ts';
import { withScratchServer } from './scratch-server.ts';
import { showStages } from './show-stages.ts';
import { toolsForServer } from './take-backup.ts';

/** A database that holds what a backup holds, as long as the work lasts. */
export interface RestoredBackup {
  readonly db: Database;
  readonly connectionString: string;
}

/**
 * Checks a backup and restores it elsewhere: a dump into a scratch database on the session's server, a cold
 * copy under a second embedded server. The session's own database is not touched.
 *
 * @throws ERR_BACKUP_… when it is damaged or does not fit
 */
export async function withRestoredBackup<Result>(
  session: DatabaseSession,
  backup: Backup,
  work: (restored: RestoredBackup) => Promise<Result>,
): Promise<Result> {
  const onStage = showStages(session.progress);
  if (backup.manifest.kind === 'cold-copy') {
    const { embedded, kind } = await session.server();
    if (kind === 'embedded-in-use') throw backupError('ERR_BACKUP_SERVER_IN_USE');
    if (embedded === undefined) {
      throw backupError('ERR_BACKUP_OTHER_SERVER', { madeBy: backup.manifest.source });
    }
    const { cluster } = embedded;
    await checkColdCopy(backup, cluster);
    return withScratchServer(cluster, backup, onStage, work);
  }
  const db = await session.database();
  const tools = await toolsForServer(session);
  await checkDump(backup, db, onStage);
  return withScratchDatabase(db, 'backup', async (scratch) => {
    await restoreDump(backup, scratch.connectionString, tools, 'trial', onStage);
    return work(scratch);
  });
}
