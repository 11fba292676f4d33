import type { Notifier } from '@atelier/db/kernel/notifications.ts';
import type { Knex } from 'knex';
import type { LiveHub } from './live/hub.ts';

/** What the server gives to every call. */
export interface Services {
  readonly db: Knex;
  readonly notifier: Notifier;
  readonly live: LiveHub;
  /** For the Database page; without it there is the source tree's folder, and no backups. */
  readonly managed?: ManagedDatabase | undefined;
}

/** Where the files around the database lie, and how its command line is used here. */
export interface ManagedDatabase {
  /** An absolute path, as the next. */
  readonly migrationsFolder: string;
  readonly backupDir: string;
  /** What is typed before `db`. */
  readonly program: string;
  /** Whether PostgreSQL is our own, started with the app. */
  readonly embedded: boolean;
  /** An absolute path; the embedded PostgreSQL's files are in it. */
  readonly dataDir: string;
}

/** What a procedure sees: the services, and what came with this one request. */
export interface Context extends Services {
  /** From the `Idempotency-Key` header. */
  readonly idempotencyKey?: string | undefined;
}
