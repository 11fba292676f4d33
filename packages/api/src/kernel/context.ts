import type { Notifier } from '@atelier/db/kernel/notifications.ts';
import type { Knex } from 'knex';
import type { LiveHub } from './live.ts';

/** What the server gives to every call. */
export interface Services {
  readonly db: Knex;
  readonly notifier: Notifier;
  readonly live: LiveHub;
}

/** What a procedure sees: the services, and what came with this one request. */
export interface Context extends Services {
  /** From the `Idempotency-Key` header. */
  readonly idempotencyKey?: string | undefined;
}
