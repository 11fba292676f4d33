import { connect } from '@atelier/db/kernel/connection.ts';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import type { Knex } from 'knex';
import { inDatabase } from '../server/database-address.ts';
import { connectionRefusal } from '../server/database-refusal.ts';
import { requireSessions } from '../server/sessions.ts';

/**
 * Runs `work` connected to another database of the same server, from which ours can be made, renamed
 * and dropped.
 *
 * @param applicationName what the session calls itself in pg_stat_activity
 * @throws ERR_DATABASE_UNREACHABLE and its like, ERR_DATABASE_POOLED
 */
export async function inMaintenance<Result>(
  connectionString: string,
  applicationName: string,
  work: (admin: Knex) => Promise<Result>,
): Promise<Result> {
  for (const database of ['postgres', 'template1']) {
    // One session from beginning to end: its name says that somebody is at work.
    const admin = singleConnection(
      connect({ connectionString: inDatabase(connectionString, database), applicationName }),
    );
    try {
      await admin.raw('SELECT 1');
    } catch (error) {
      await admin.destroy();
      // There is no such database, or it is closed to the role: try the next.
      const refused = ['3D000', '42501', '55000'].includes(databaseErrorCode(error) ?? '');
      if (refused && database === 'postgres') continue;
      throw connectionRefusal(error, connectionString);
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

/** Whether the server has a database of this name. */
export async function databaseExists(admin: Knex, name: string): Promise<boolean> {
  const { rows } = await admin.raw<{ rows: unknown[] }>(
    'SELECT FROM pg_database WHERE datname = ?',
    [name],
  );
  return rows.length > 0;
}

/** The database that an address names. */
export function databaseOf(connectionString: string): string {
  return decodeURIComponent(new URL(connectionString).pathname.slice(1));
}
