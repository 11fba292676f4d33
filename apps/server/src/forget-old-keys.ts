import { forgetKeys } from '@atelier/db/kernel/idempotency-keys.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { Knex } from 'knex';

/** What the API promises (the description of `Idempotency-Key`). */
const daysKept = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** Forgets old idempotency keys now and once a day. Returns what ends it. */
export function forgetOldKeysDaily(db: Knex, log: FastifyBaseLogger): () => void {
  const forget = () =>
    forgetKeys(db, daysKept).catch((error: unknown) =>
      log.warn({ err: error }, 'old idempotency keys were not forgotten'),
    );
  forget();
  const timer = setInterval(forget, dayMs).unref();
  return () => clearInterval(timer);
}
