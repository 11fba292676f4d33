import type { Backup } from '@atelier/lifecycle/backup/backup-folder.ts';
import { checkColdCopy } from '@atelier/lifecycle/backup/cold-copy.ts';
import { checkDump } from '@atelier/lifecycle/backup/dump-backup.ts';
import { restoreDump } from '@atelier/lifecycle/backup/dump-restore.ts';
import { backupError } from '@atelier/lifecycle/backup/rules/backup-errors.ts';
import { withScratchServer } from '@atelier/lifecycle/backup/scratch-server.ts';
import { showStages } from '@atelier/lifecycle/backup/show-stages.ts';
import { toolsForServer } from '@atelier/lifecycle/backup/take-backup.ts';
import { withScratchDatabase } from '@atelier/lifecycle/scratch/scratch-database.ts';
import type { Database } from '@atelier/lifecycle/session/database-session.ts';
import type { Session } from '../../kernel/session.ts';

/** A database that holds what a backup holds, as long as the work lasts. */
export interface RestoredBackup {
  readonly db: Database;
  readonly connectionString: string;
}

/**
 * Checks a backup and restores it aside: a dump into a scratch database on the session's server, a
 * cold copy under a second embedded server. The session's own database is not touched.
 *
 * @throws ERR_BACKUP_… when it is damaged or does not fit
 */
export async function withRestoredBackup<Result>(
  session: Session,
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
    await checkColdCopy(backup, cluster, onStage);
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
