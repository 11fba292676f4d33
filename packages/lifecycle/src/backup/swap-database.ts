import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import type { Knex } from 'knex';
import { rawName } from '../catalog/quote.ts';
import { endSessions } from '../scratch/drop-database.ts';
import { databaseExists } from '../server/database-exists.ts';
import { reasonOf } from '../server/full-disk.ts';
import { backupError } from './rules/backup-errors.ts';
import { keptName } from './rules/names.ts';

/**
 * Puts a database in the place of another, which is kept under a name of its own; whoever is connected
 * loses the connection. Both renames are in one transaction: if killed anywhere, either both are done or
 * neither.
 *
 * @returns the name of the kept database; null when there was none to keep
 * @throws ERR_RESTORE_BUSY with the sessions that cannot be ended
 */
export async function swapDatabase(admin: Knex, from: string, to: string): Promise<string | null> {
  const kept = (await databaseExists(admin, to)) ? await freeKeptName(admin, to) : null;
  for (let attempt = 1; ; attempt += 1) {
    const staying = [...(await endSessions(admin, from)), ...(await endSessions(admin, to))];
    if (staying.length > 0) throw busy(to, staying.join(', '));
    try {
      await admin.transaction(async (trx) => {
        if (kept !== null) await rename(trx, to, kept);
        crashPoint('restore.between-renames');
        await rename(trx, from, to);
      });
      crashPoint('restore.renamed');
      return kept;
    } catch (error) {
      // object_in_use: somebody connected again before the rename had locked the name.
      if (databaseErrorCode(error) !== '55006') throw error;
      if (attempt === 5) throw busy(to, reasonOf(error));
    }
  }
}

/** Another restore may have ended within the same second. */
async function freeKeptName(admin: Knex, name: string): Promise<string> {
  for (let time = Date.now(); ; time += 1_000) {
    const kept = keptName(name, new Date(time));
    if (!(await databaseExists(admin, kept))) return kept;
  }
}

async function rename(trx: Knex, from: string, to: string): Promise<void> {
  await trx.raw(`ALTER DATABASE ${rawName(from)} RENAME TO ${rawName(to)}`);
}

const busy = (database: string, inTheWay: string) =>
  backupError('ERR_RESTORE_BUSY', { database, inTheWay });
