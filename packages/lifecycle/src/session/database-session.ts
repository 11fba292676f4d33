import type { connect } from '@atelier/db/kernel/connection.ts';
import type { EmbeddedPostgres } from '../embedded/server.ts';
import type { Progress } from '../terminal/progress.ts';
import type { Settings } from './env.ts';

/** The server whose database the app, or a command, works on. */
export interface DatabaseServer {
  /** To the app's database; holds the password. */
  readonly connectionString: string;
  /** The embedded server when this process started it, and so can stop it; else undefined. */
  readonly embedded: EmbeddedPostgres | undefined;
  /** `embedded-in-use`: an Atelier that runs on the data folder has it. */
  readonly kind: 'external' | 'embedded' | 'embedded-in-use';
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
