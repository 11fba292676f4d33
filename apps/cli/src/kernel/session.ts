import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { attachedEmbeddedUrl } from '@atelier/lifecycle/embedded/connection-url.ts';
import { hasCluster } from '@atelier/lifecycle/embedded/location.ts';
import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import { startupError } from '@atelier/lifecycle/errors/startup-errors.ts';
import { databaseRefusal } from '@atelier/lifecycle/server/database-refusal.ts';
import { withDeniedOwner } from '@atelier/lifecycle/server/denied-owner.ts';
import type {
  Database,
  DatabaseServer,
  DatabaseSession,
} from '@atelier/lifecycle/session/database-session.ts';
import type { Settings } from '@atelier/lifecycle/session/env.ts';
import { noteLeftOvers } from '@atelier/lifecycle/session/note-left-overs.ts';
import { openPool } from '@atelier/lifecycle/session/open-pool.ts';
import { startEmbedded } from '@atelier/lifecycle/session/open-server.ts';
import { secretsKeyOf } from '@atelier/lifecycle/session/secrets-key.ts';
import type { Progress } from '@atelier/lifecycle/terminal/progress.ts';

/** What a command has around it. What it opens is closed after it, the latest first. */
export interface Session extends DatabaseSession {
  readonly migrationsFolder: string;
  /** Demo data: a file of SQL for each area. */
  readonly seedsFolder: string;
  /** What is typed before `db`, for hints. */
  readonly program: string;
  /** What seals the secrets that areas keep in the database. */
  secretsKey(): Promise<Buffer>;
  /** Say what would be done, and do nothing. */
  readonly dryRun: boolean;
  /**
   * Shows what is about to be done and asks; `--yes` answers for it.
   *
   * @throws ERR_NOT_CONFIRMED when the answer is no, or when nobody can be asked
   */
  confirm(plan: readonly string[]): Promise<void>;
}

export interface SessionOptions {
  readonly settings: Settings;
  readonly migrationsFolder: string;
  readonly seedsFolder: string;
  readonly program: string;
  readonly progress: Progress;
  readonly dryRun: boolean;
  /** Whether the embedded database is made where there is none; otherwise that is refused. */
  readonly makesDatabase: boolean;
  /** Shows the plan; whether to go on. */
  readonly ask: (plan: readonly string[]) => Promise<boolean>;
}

/** Runs `work` in a session, and closes whatever it opened. */
export async function withSession<Result>(
  options: SessionOptions,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { settings, progress } = options;
  const closers: (() => Promise<unknown>)[] = [];
  let opening: Promise<DatabaseServer> | undefined;
  let connecting: Promise<Database> | undefined;
  noteLeftOvers(progress, options.program);

  async function openServer(): Promise<DatabaseServer> {
    if (settings.databaseUrl !== undefined) {
      const { databaseUrl: connectionString, appUrl } = settings;
      const app = appUrl === undefined ? undefined : { connectionString: appUrl };
      return { connectionString, app, embedded: undefined, kind: 'external' };
    }
    if (!options.makesDatabase && !(await hasCluster(settings.dataDir))) {
      throw startupError('ERR_DATABASE_ABSENT', { folder: settings.dataDir });
    }
    try {
      const embedded = await startEmbedded(settings.dataDir, progress);
      closers.unshift(() => embedded.stop());
      const { connectionString, app } = embedded;
      return { connectionString, app, embedded, kind: 'embedded' };
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'ERR_DATA_FOLDER_IN_USE') throw error;
      const connectionString = await attachedEmbeddedUrl(settings.dataDir);
      return { connectionString, embedded: undefined, kind: 'embedded-in-use' };
    }
  }

  async function openDatabase(): Promise<Database> {
    const { connectionString } = await session.server();
    const options = { connectionString, applicationName: 'atelier-cli', poolSize: 4 };
    return openPool(options, (close) => closers.unshift(close));
  }

  const session: Session = {
    settings,
    migrationsFolder: options.migrationsFolder,
    seedsFolder: options.seedsFolder,
    program: options.program,
    progress,
    dryRun: options.dryRun,
    secretsKey: () => secretsKeyOf(settings),
    server() {
      opening ??= openServer();
      return opening;
    },
    database() {
      connecting ??= openDatabase();
      return connecting;
    },
    async confirm(plan) {
      if (!(await options.ask(plan))) throw operatorError('ERR_NOT_CONFIRMED');
    },
  };
  try {
    return await work(session);
  } catch (error) {
    const server = await opening?.catch(() => undefined);
    const refusal = databaseRefusal(error, server?.connectionString ?? settings.databaseUrl ?? '');
    const db = await connecting?.catch(() => undefined);
    throw db === undefined ? refusal : await withDeniedOwner(refusal, db);
  } finally {
    for (const close of closers) await close();
  }
}
