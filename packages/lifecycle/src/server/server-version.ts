import { setTimeout as sleep } from 'node:timers/promises';
import { poolNotes } from '@atelier/db/kernel/connection.ts';
import type { Knex } from 'knex';
import { startupError } from '../errors/startup-errors.ts';
import { connectionStringOf } from './database-address.ts';
import { connectionRefusal, isComingUp } from './database-refusal.ts';
import { requireSessions } from './sessions.ts';

/** The oldest PostgreSQL that the migrations and queries are tested on. */
const oldestSupportedMajor = 15;

const patience = 15_000;

/**
 * Waits up to 15 s for a server that is starting, and makes sure that it is new enough and that its
 * sessions are ours alone. Returns its version number as PostgreSQL gives it (`180004`).
 *
 * @throws ERR_DATABASE_UNREACHABLE, ERR_DATABASE_MISSING, ERR_DATABASE_LOGIN_REFUSED,
 * ERR_DATABASE_PASSWORD_MISSING, ERR_DATABASE_DENIED, ERR_DATABASE_TLS, ERR_DATABASE_TOO_OLD,
 * ERR_DATABASE_POOLED
 */
export async function waitForServer(db: Knex): Promise<number> {
  const version = await askVersion(db);
  requireSupported(version);
  if (!poolNotes(db).isPooled) await requireSessions(db);
  return version;
}

/** @throws ERR_DATABASE_TOO_OLD */
export function requireSupported(version: number): void {
  const major = Math.floor(version / 10_000);
  if (major >= oldestSupportedMajor) return;
  throw startupError('ERR_DATABASE_TOO_OLD', { version: major, oldest: oldestSupportedMajor });
}

async function askVersion(db: Knex): Promise<number> {
  for (const startedAt = performance.now(); ; await sleep(300)) {
    try {
      const { rows } = await db.raw<{ rows: { version: string }[] }>(
        "SELECT current_setting('server_version_num') AS version",
      );
      return Number(rows[0]?.version);
    } catch (error) {
      if (!isComingUp(error) || performance.now() - startedAt > patience) {
        throw connectionRefusal(error, connectionStringOf(db));
      }
    }
  }
}
