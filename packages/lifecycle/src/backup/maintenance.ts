import { connect } from '@atelier/db/kernel/connection.ts';
import type { Knex } from 'knex';
import { inDatabase } from '../server/database-address.ts';
import { connectionRefusal, refusalCode } from '../server/database-refusal.ts';
import { requireSessions } from '../server/sessions.ts';

/**
 * Runs `work` connected to another database of the same server, from which ours can be created, renamed and
 * dropped.
 *
 * @throws ERR_DATABASE_UNREACHABLE and the like, ERR_DATABASE_POOLED
 */
export async function inMaintenance<Result>(
  connectionString: string,
  work: (admin: Knex) => Promise<Result>,
): Promise<Result> {
  for (const database of ['postgres', 'template1']) {
    const admin = connect({
      connectionString: inDatabase(connectionString, database),
      applicationName: 'atelier-maintenance',
      poolSize: 1,
    });
    try {
      await admin.raw('SELECT 1');
    } catch (error) {
      await admin.destroy();
      // There is no such database, or it is closed to the role: try the next.
      const refused = ['3D000', '42501', '55000'].includes(refusalCode(error));
      if (refused && database === 'postgres') continue;
      throw connectionRefusal(error, inDatabase(connectionString, database));
    }
    try {
      await requireSessions(admin);
      return await work(admin);
    } finally {
      await admin.destroy();
    }
  }
  throw new TypeError('no maintenance database');
}

/** The database that an address names. */
export function databaseOf(connectionString: string): string {
  return decodeURIComponent(new URL(connectionString).pathname.slice(1));
}
