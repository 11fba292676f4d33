import type { Knex } from 'knex';
import type { Context } from '../kernel/context.ts';

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
  /** Connections as the owner, who may look at everything and make scratch databases; the app's where left out. */
  readonly owner?: Knex | undefined;
}

/** What this area's procedures work with beside the kernel's services. */
export interface LifecycleServices {
  /** Without it there is the source tree's folder, and no backups. */
  readonly managed?: ManagedDatabase | undefined;
}

export type LifecycleContext = Context & LifecycleServices;
