import { forgetFailures } from '@atelier/db/identity/failure-writes.ts';
import { forgetLinks } from '@atelier/db/identity/link-writes.ts';
import { forgetRefreshTokens, forgetSessions } from '@atelier/db/identity/session-writes.ts';
import { forgetKeys } from '@atelier/db/kernel/idempotency-keys.ts';
import { failuresKeptMs } from '@atelier/domain/identity/throttle.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { Knex } from 'knex';

/** What the API promises (the description of `Idempotency-Key`). */
const daysKept = 30;
/** Who shows one that was exchanged before is refused either way, but no longer ends the session. */
const refreshDaysKept = 1;
const dayMs = 24 * 60 * 60 * 1000;

/** What nobody asks for any more, by what it is called. */
const forgetting: Readonly<Record<string, (db: Knex) => Promise<number>>> = {
  'idempotency keys': (db) => forgetKeys(db, daysKept),
  'refresh tokens': (db) => forgetRefreshTokens(db, refreshDaysKept),
  sessions: (db) => forgetSessions(db, daysKept),
  links: (db) => forgetLinks(db, daysKept),
  'failed sign-ins': (db) => forgetFailures(db, failuresKeptMs),
};

/** Forgets old idempotency keys, refresh tokens, sessions, links and failures now and once a day. Returns what ends it. */
export function forgetOldKeysDaily(db: Knex, log: FastifyBaseLogger): () => void {
  const forget = () => {
    for (const [name, work] of Object.entries(forgetting)) {
      void work(db).catch((error: unknown) =>
        log.warn({ err: error }, `old ${name} were not forgotten`),
      );
    }
  };
  forget();
  const timer = setInterval(forget, dayMs).unref();
  return () => clearInterval(timer);
}
