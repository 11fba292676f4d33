import { setTimeout as sleep } from 'node:timers/promises';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { Knex } from 'knex';
import { startupError } from '../errors/startup-errors.ts';
import { connectionStringOf } from './database-address.ts';
import { databaseRefusal, isComingUp } from './database-refusal.ts';

/** The oldest PostgreSQL that the migrations and queries are tested on. */
const oldestSupportedMajor = 15;

const patience = 15_000;

/**
 * Waits up to 15 s for a server that is starting, and makes sure that it is new enough; its version
 * number as PostgreSQL gives it (`180004`).
 *
 * @throws ERR_DATABASE_UNREACHABLE, ERR_DATABASE_MISSING, ERR_DATABASE_LOGIN_REFUSED,
 * ERR_DATABASE_PASSWORD_MISSING, ERR_DATABASE_DENIED, ERR_DATABASE_TOO_OLD
 */
export async function waitForServer(db: Knex): Promise<number> {
  const version = await askVersion(db);
  requireSupported(version);
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
        throw refusalOf(error, connectionStringOf(db));
      }
    }
  }
}

/** Whatever it is, we are not connected. */
function refusalOf(error: unknown, connectionString: string): unknown {
  const refusal = databaseRefusal(error, connectionString);
  if (refusal instanceof DomainError && refusal.kind !== 'unavailable') return refusal;
  const { message } = error instanceof Error ? error : { message: '' };
  return startupError('ERR_DATABASE_UNREACHABLE', {
    reason: [databaseErrorCode(error), message].filter(Boolean).join(' '),
  });
}
