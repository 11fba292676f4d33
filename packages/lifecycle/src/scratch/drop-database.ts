import { setTimeout as sleep } from 'node:timers/promises';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import type { Knex } from 'knex';
import { rawName } from '../catalog/quote.ts';
import { lifecycleError } from '../errors/lifecycle-errors.ts';
import { reasonOf } from '../server/full-disk.ts';

const pauseMs = 500;

/**
 * Drops a database, after ending the sessions in it that the role may end. A plain `DROP DATABASE` ends
 * autovacuum and waits 5 s for sessions that are leaving; `WITH (FORCE)` needs rights over autovacuum,
 * which an ordinary role does not have, and is only the last attempt, against sessions that come back at
 * once.
 *
 * @param admin a connection to another database, not in a transaction
 * @throws ERR_DATABASE_STAYS with who is in the way
 */
export async function dropDatabase(admin: Knex, name: string, attempts = 4): Promise<void> {
  let inTheWay = '';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) await sleep(pauseMs);
    const staying = await endSessions(admin, name);
    inTheWay = staying.join(', ');
    if (staying.length > 0) continue;
    const force = attempt > 1 && attempt === attempts;
    try {
      await admin.raw(`DROP DATABASE IF EXISTS ${rawName(name)}${force ? ' WITH (FORCE)' : ''}`);
      return;
    } catch (error) {
      // object_in_use
      if (!force && databaseErrorCode(error) !== '55006') throw error;
      inTheWay = reasonOf(error);
    }
  }
  throw lifecycleError('ERR_DATABASE_STAYS', { database: name, inTheWay });
}

/**
 * Ends those sessions in a database that the role may end. Autovacuum's sessions, which have no user,
 * cannot be ended this way; they leave by themselves when the database is dropped or renamed.
 *
 * @returns the sessions that stay, as `process 4711 of postgres (psql)`
 */
export async function endSessions(admin: Knex, name: string): Promise<readonly string[]> {
  const { rows } = await admin.raw<{ rows: { session: string; ended: boolean | null }[] }>(
    `SELECT format('process %s of %s (%s)', a.pid, a.usename, a.application_name) AS session,
       CASE WHEN me.rolsuper OR NOT r.rolsuper
           AND (pg_has_role(r.oid, 'USAGE') OR pg_has_role('pg_signal_backend', 'USAGE'))
         THEN pg_terminate_backend(a.pid, 5000) END AS ended
     FROM pg_stat_activity AS a JOIN pg_roles AS r ON r.oid = a.usesysid
     JOIN pg_roles AS me ON me.rolname = current_user
     WHERE a.datname = ? AND a.pid <> pg_backend_pid()`,
    [name],
  );
  return rows.filter(({ ended }) => ended === null).map(({ session }) => session);
}
