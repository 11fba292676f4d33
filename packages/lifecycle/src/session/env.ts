import { delimiter, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { driverSettings } from '@atelier/db/kernel/driver-settings.ts';
import { withHostsBehind } from '@atelier/db/kernel/several-hosts.ts';
import { type AuthMode, authModes } from '@atelier/domain/identity/mode.ts';
import { z } from 'zod';
import { startupError } from '../errors/startup-errors.ts';
import { fileRefusal } from '../files/file-refusal.ts';
import { readText } from '../files/read-text.ts';
import { type AccountSettings, accountSettings, accountVariables } from './account-variables.ts';
import { type ListenAddress, listenAddress } from './listen-address.ts';
import { type FilesSettings, filesSettings, filesVariables } from './rules/files-settings.ts';
import { completeAddress } from './rules/libpq-variables.ts';
import { type ModelsSettings, modelsSettings, modelVariables } from './rules/model-settings.ts';

/** Everything that can be set from outside, with defaults filled in. */
export interface Settings extends AccountSettings {
  readonly host: string;
  /** Where people reach it, if not at `host`: in a container, the address on which its port is published. */
  readonly publishedHost: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** An absolute path: the embedded PostgreSQL, the house's secret, files. */
  readonly dataDir: string;
  /** An absolute path. */
  readonly backupDir: string;
  /** How many backups of a database stay. */
  readonly backupKeep: number;
  readonly clientTools: ClientToolsSetting;
  /**
   * A server to use instead of the embedded one, as the owner of the tables where `appUrl` is another role; a
   * connection to it is a session.
   */
  readonly databaseUrl: string | undefined;
  /** The same as the role that the app works with; undefined where it has none of its own. */
  readonly appUrl: string | undefined;
  /**
   * The role that the start makes for the app, with a password derived from the house's secret, where `databaseUrl`
   * is the owner's and no other address is given; undefined where nobody asks for it.
   */
  readonly appRole: string | undefined;
  /** Its database through a pooler, for what needs no session; undefined where there is none. */
  readonly pooledUrl: string | undefined;
  readonly databasePoolSize: number;
  /** Whether to migrate at the start; otherwise the database must be migrated already. */
  readonly bootstrap: boolean;
  /** Whether to make a backup first, where the start migrates. */
  readonly backUpFirst: boolean;
  /** Whether to say at the start what `db repair` would repair. */
  readonly planRepairs: boolean;
  /** Origins that may call us, the public one among them, without a path: `https://studio.example`. */
  readonly allowedOrigins: readonly string[];
  readonly logLevel: LogLevel;
  readonly authMode: AuthMode;
  /** Where browsers reach it, without a slash at the end; undefined for the address that it listens on. */
  readonly publicUrl: string | undefined;
  /** At least 32 characters that this house alone knows; undefined for those kept in the data folder. */
  readonly secret: string | undefined;
  /** At least 32 characters that seal the secrets of environments and keys of models; undefined for `secret`. */
  readonly secretsKey: string | undefined;
  /** Whether this process carries test runs out as well. */
  readonly hostsWorker: boolean;
  /** How many test runs a worker carries out at the same time. */
  readonly workerConcurrency: number;
  /** Where workers take in the letters that steps wait for; undefined for nowhere. */
  readonly mailIn: ListenAddress | undefined;
  /** How many days finished runs of suites are kept; undefined for as long as there is room. */
  readonly suiteRunDays: number | undefined;
  /** Where files that are attached to something are kept. */
  readonly files: FilesSettings;
  /** Which language models are asked, and within which limits. */
  readonly models: ModelsSettings;
}

/** Where PostgreSQL's client programs are looked for; with `only`, nowhere else. */
export interface ClientToolsSetting {
  readonly searchPath: readonly string[];
  readonly only: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;
type LogLevel = (typeof logLevels)[number];

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A whole number in decimal digits; `Number` alone would take `0x10`, `1e3` and blanks. */
const integer = (lowest: number, highest: number) =>
  z
    .string()
    .refine(
      (text) => /^\d{1,6}$/.test(text) && Number(text) >= lowest && Number(text) <= highest,
      `a whole number from ${lowest} to ${highest}`,
    )
    .transform(Number);

const postgresUrl = z
  .string()
  // Of several servers, as libpq names them: the rest of the house reads an address as the web does.
  .transform(withHostsBehind)
  .refine(isPostgresUrl, 'an address like postgres://user:password@host:5432/database')
  // The driver would take whatever PGDATABASE says, and nobody would see it.
  .refine(namesDatabase, 'the name of the database at the end of the address: …:5432/database');

const origins = z
  .string()
  .transform((list) => list.split(',').map((each) => each.trim()))
  .transform((list) => list.filter((each) => each !== '').map(originOf))
  .refine(
    (list): list is string[] => !list.includes(undefined),
    'origins with commas between, like https://studio.example,http://localhost:8080',
  );

const variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PUBLISHED_HOST: z.string().optional(),
  PUBLIC_URL: z
    .string()
    .transform(originOf)
    .refine((url): url is string => url !== undefined, 'an address like https://atelier.example')
    .optional(),
  ...accountVariables,
  AUTH_MODE: z.enum(authModes, authModes.join(', ')).default('local'),
  ATELIER_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  ATELIER_SECRETS_KEY: z.string().min(32, 'at least 32 characters').optional(),
  ATELIER_WORKER: z.enum(['on', 'off'], 'on or off').default('on'),
  ATELIER_WORKER_CONCURRENCY: integer(1, 1000).default(50),
  ATELIER_MAIL_IN: listenAddress.optional(),
  ORCHESTRA_KEEP_DAYS: integer(1, 100_000).optional(),
  PORT: integer(0, 65_535).default(4400),
  ATELIER_DATA_DIR: z.string().default('data'),
  ATELIER_BACKUP_DIR: z.string().optional(),
  ATELIER_BACKUP_KEEP: integer(1, 1000).default(10),
  ATELIER_PG_BIN: z.string().optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DB_APP_ROLE: z.string().max(63, 'the name of a role').optional(),
  DB_URL: postgresUrl.optional(),
  DB_HOST: z.string().optional(),
  DB_PORT: integer(1, 65_535).optional(),
  DB_USER: z.string().optional(),
  DB_PASSWORD: z.string().optional(),
  DB_NAME: z.string().optional(),
  DB_POOL_SIZE: integer(1, 1000).default(10),
  DB_BOOTSTRAP: z.enum(['0', '1'], '0 or 1').default('1'),
  DB_BACKUP: z.enum(['0', '1'], '0 or 1').default('1'),
  DB_REPAIR: z.enum(['0', '1'], '0 or 1').default('0'),
  ALLOWED_ORIGINS: origins.default([]),
  LOG_LEVEL: z.enum(logLevels, logLevels.join(', ')).default('warn'),
  ...filesVariables,
  ...modelVariables,
});

/** All that can be set from outside. */
export const settingNames = Object.keys(variables.shape);

/**
 * The process's environment, which takes precedence over `.env` in the checkout's root. Variables that
 * control PostgreSQL's clients are removed from the process's environment: the driver and every program
 * that we start would obey them, even for our own server.
 *
 * @throws ERR_FILE_ENCODING, ERR_FILE_DENIED about `.env`
 */
export async function takeEnvironment(checkoutRoot: string): Promise<Environment> {
  const environment = { ...(await readDotEnv(join(checkoutRoot, '.env'))), ...process.env };
  for (const name of Object.keys(process.env)) if (isSteering(name)) delete process.env[name];
  return environment;
}

/** A file of passwords gives one where none was given, and nothing else. */
const isSteering = (name: string): boolean => /^PG[A-Z]/.test(name) && name !== 'PGPASSFILE';

/**
 * The settings that an environment means. A variable that is set to nothing counts as not set.
 * `DATABASE_URL` takes precedence over `DB_URL`, and that over the `DB_*` parts; what the address leaves
 * out is taken from libpq's variables, such as `PGSSLMODE`.
 *
 * @throws ERR_SETTING_INVALID with the variable's name and what is expected; never with its value,
 * which may be a secret
 */
export function readSettings(environment: Environment, checkoutRoot: string): Settings {
  const given = Object.entries(environment).filter(([, value]) => value?.trim());
  const result = variables.safeParse(Object.fromEntries(given));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw startupError('ERR_SETTING_INVALID', {
      name: String(issue?.path[0]),
      expected: issue?.message ?? '',
    });
  }
  const values = result.data;
  const dataDir = resolve(checkoutRoot, values.ATELIER_DATA_DIR);
  const url = values.DATABASE_URL ?? values.DB_URL ?? urlOfParts(values);
  const direct = values.DATABASE_DIRECT_URL;
  const owner = values.DATABASE_OWNER_URL;
  const whole = (address: string | undefined) => address && wholeAddress(address, environment);
  return {
    host: values.HOST,
    publishedHost: values.PUBLISHED_HOST ?? values.HOST,
    port: values.PORT,
    dataDir,
    backupDir: resolve(checkoutRoot, values.ATELIER_BACKUP_DIR ?? join(dataDir, 'backups')),
    backupKeep: values.ATELIER_BACKUP_KEEP,
    clientTools: clientTools(environment, checkoutRoot, values.ATELIER_PG_BIN),
    databaseUrl: whole(owner ?? direct ?? url),
    appUrl: whole(owner && (direct ?? url)),
    appRole: appRoleOf(values, url),
    pooledUrl: whole(direct && url),
    databasePoolSize: values.DB_POOL_SIZE,
    bootstrap: values.DB_BOOTSTRAP === '1',
    backUpFirst: values.DB_BACKUP === '1',
    planRepairs: values.DB_REPAIR === '1',
    allowedOrigins: [...values.ALLOWED_ORIGINS, ...(values.PUBLIC_URL ? [values.PUBLIC_URL] : [])],
    logLevel: values.LOG_LEVEL,
    authMode: values.AUTH_MODE,
    publicUrl: values.PUBLIC_URL,
    secret: values.ATELIER_SECRET,
    secretsKey: values.ATELIER_SECRETS_KEY,
    hostsWorker: values.ATELIER_WORKER === 'on',
    workerConcurrency: values.ATELIER_WORKER_CONCURRENCY,
    mailIn: values.ATELIER_MAIL_IN,
    suiteRunDays: values.ORCHESTRA_KEEP_DAYS,
    ...accountSettings(values, values.PUBLIC_URL),
    files: filesSettings(values, join(dataDir, 'files')),
    models: modelsSettings(values),
  };
}

/** @throws ERR_SETTING_INVALID when the driver cannot use it, as when a certificate it names is missing */
function wholeAddress(address: string, environment: Environment): string {
  const whole = completeAddress(address, environment);
  let says = 'no such port';
  try {
    if (driverSettings(whole).port > 0) return whole;
  } catch (error) {
    says = error instanceof Error ? error.message : String(error);
  }
  const expected = `an address that can be used, with what PGPORT, PGSSLROOTCERT and the like add (${says})`;
  throw startupError('ERR_SETTING_INVALID', { name: 'DATABASE_URL', expected });
}

function clientTools(
  environment: Environment,
  checkoutRoot: string,
  folder: string | undefined,
): ClientToolsSetting {
  if (folder !== undefined) return { searchPath: [resolve(checkoutRoot, folder)], only: true };
  // Windows writes it Path.
  const path = Object.entries(environment).find(([name]) => name.toUpperCase() === 'PATH')?.[1];
  return { searchPath: (path ?? '').split(delimiter).filter(Boolean), only: false };
}

/** @throws ERR_SETTING_INVALID where another address names the app's role, or nobody but us has made the server */
function appRoleOf(
  { DB_APP_ROLE, DATABASE_OWNER_URL, DATABASE_DIRECT_URL }: z.output<typeof variables>,
  url: string | undefined,
): string | undefined {
  const isOnly = DATABASE_OWNER_URL === undefined && DATABASE_DIRECT_URL === undefined;
  if (DB_APP_ROLE === undefined || (isOnly && url !== undefined)) return DB_APP_ROLE;
  throw startupError('ERR_SETTING_INVALID', {
    name: 'DB_APP_ROLE',
    expected:
      'nothing: it goes with DATABASE_URL, DB_URL or the DB_* parts alone, where no other address names the app’s role',
  });
}

function urlOfParts(values: z.output<typeof variables>): string | undefined {
  const { DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME } = values;
  const parts = [DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME];
  if (parts.every((part) => part === undefined)) return undefined;
  const url = new URL('postgres://localhost:5432');
  if (DB_HOST !== undefined) url.hostname = DB_HOST.includes(':') ? `[${DB_HOST}]` : DB_HOST;
  if (DB_PORT !== undefined) url.port = String(DB_PORT);
  url.username = encodeURIComponent(DB_USER ?? 'atelier');
  url.password = encodeURIComponent(DB_PASSWORD ?? '');
  url.pathname = `/${encodeURIComponent(DB_NAME ?? 'atelier')}`;
  return url.href;
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
}

function namesDatabase(text: string): boolean {
  return !URL.canParse(text) || new URL(text).pathname.length > 1;
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, pathname, protocol } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/' ? origin : undefined;
}

async function readDotEnv(path: string): Promise<Environment> {
  try {
    return parseEnv(await readText(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw fileRefusal(error);
  }
}
