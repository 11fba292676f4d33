import type { connect } from '@atelier/db/kernel/connection.ts';
import type { EmbeddedPostgres } from '../embedded/server.ts';
import type { Progress } from '../terminal/progress.ts';
import type { Settings } from './env.ts';

/** The server whose database the app, or a command, works on. */
export interface DatabaseServer {
  /** To the app's database, as the owner of its tables; holds the password. */
  readonly connectionString: string;
  /** The same as the role that the app works with; undefined where that is the owner. */
  readonly app?: AppAccess | undefined;
  /** The embedded server when this process started it, and so can stop it; else undefined. */
  readonly embedded: EmbeddedPostgres | undefined;
  /** `embedded-in-use`: an Atelier that runs on the data folder has it. */
  readonly kind: 'external' | 'embedded' | 'embedded-in-use';
}

/** How the app reaches its database as a role that owns nothing. */
export interface AppAccess {
  readonly connectionString: string;
  /** Of our own server, and where `DB_APP_ROLE` asks for it: the start makes the role, or gives it this password. */
  readonly ownPassword?: string | undefined;
}

export type Database = ReturnType<typeof connect>;

/** What work on the database has around it, at the start of the app as on the command line. */
export interface DatabaseSession {
  readonly settings: Settings;
  /** A line for whatever takes a while. */
  readonly progress: Progress;
  /** The server, started at the first call where it is the embedded one. */
  server(): Promise<DatabaseServer>;
  /** A pool of connections to the app's database, which answers. */
  database(): Promise<Database>;
}
