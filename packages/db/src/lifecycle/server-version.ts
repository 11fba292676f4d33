import { setTimeout as sleep } from 'node:timers/promises';
import { startupError } from '@atelier/domain/lifecycle/startup-errors.ts';
import type { Knex } from 'knex';

/** The oldest PostgreSQL that the migrations and queries are tested on. */
const oldestSupportedMajor = 15;

const patience = 15_000;

/** What a server says, or the network for it, while it is still on its way up. */
const comingUp = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ETIMEDOUT',
  // cannot_connect_now
  '57P03',
]);

/**
 * Waits up to 15 s for a server that is starting, and makes sure that it is new enough; its version
 * number as PostgreSQL gives it (`180004`).
 *
 * @throws ERR_DATABASE_UNREACHABLE, ERR_DATABASE_TOO_OLD
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
      const code = codeOf(error);
      if (!comingUp.has(code) || performance.now() - startedAt > patience) {
        throw startupError('ERR_DATABASE_UNREACHABLE', { reason: reasonOf(error, code) });
      }
    }
  }
}

/** Of a refusal on every address of a name, the first one's. */
function codeOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return String((first as { code?: unknown }).code ?? '');
}

/** PostgreSQL's message names the role or database that it refuses; it holds no password. */
function reasonOf(error: unknown, code: string): string {
  const message = error instanceof Error ? error.message : '';
  return [code, message].filter(Boolean).join(' ');
}
