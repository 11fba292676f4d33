import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import { cleanUp } from '../server/clean-up.ts';
import { runClient } from './client-process.ts';
import { type ClientTools, toolIn } from './client-tools.ts';
import { type DumpEntry, parseContents } from './rules/dump-contents.ts';

/** A dump, and with which options pg_restore reads it. */
export interface DumpReading {
  readonly file: string;
  readonly tools: ClientTools;
  readonly options: readonly string[];
}

/** The dump's table of contents. */
export async function readContents(
  { file, tools }: DumpReading,
  connectionString: string,
): Promise<DumpEntry[]> {
  const pgRestore = toolIn(tools, 'pg_restore');
  const { printed } = await runClient(pgRestore, ['--list', '--verbose', file], connectionString);
  return parseContents(printed);
}

/**
 * Why an entry was not made: the role may not make it, or not give it to its owner; it is an extension that
 * itself refuses this database; something that it needs is missing; or anything else.
 */
export type Refusal = 'denied' | 'owner-denied' | 'refuses' | 'lacks' | 'other';

/**
 * Why an entry was not made. pg_restore gives the reason only in the server's language, so we try its
 * statements once more, and roll them back.
 */
export async function refusalOf(
  entry: DumpEntry,
  dump: DumpReading,
  connectionString: string,
): Promise<Refusal> {
  const sql = await statementsOf(entry, dump, connectionString);
  const db = connect({ connectionString, poolSize: 1, applicationName: 'atelier-restore' });
  try {
    const refusal = (await sqlStateOf(db, sql)) ?? '';
    if (refusal === insufficientPrivilege) return 'denied';
    if (refusal === raised && entry.kind === 'EXTENSION') return 'refuses';
    if (notFound.has(refusal)) return 'lacks';
    const toOwner = sql.match(/^ALTER .+ OWNER TO .+;$/gm)?.at(-1);
    if (toOwner === undefined) return 'other';
    const sqlState = await sqlStateOf(db, toOwner);
    return sqlState === insufficientPrivilege || sqlState === noSuchRole ? 'owner-denied' : 'other';
  } finally {
    await db.destroy();
  }
}

const insufficientPrivilege = '42501';
/** raise_exception, as pg_cron in every database but its own. */
const raised = 'P0001';
/** undefined_function, _table, invalid_schema_name */
const notFound: ReadonlySet<string> = new Set(['42883', '42P01', '3F000']);
/** undefined_object */
const noSuchRole = '42704';

async function sqlStateOf(db: Knex, sql: string): Promise<string | undefined> {
  const trx = await db.transaction();
  const refusal: unknown = await plainQuery(trx, sql).catch((error: unknown) => error);
  await trx.rollback();
  return databaseErrorCode(refusal);
}

async function statementsOf(
  { id }: DumpEntry,
  { file, tools, options }: DumpReading,
  connectionString: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-entry-'));
  try {
    const list = join(folder, 'list');
    await writeFile(list, `${id}\n`);
    const { printed } = await runClient(
      toolIn(tools, 'pg_restore'),
      ['--file=-', '--schema-only', `--use-list=${list}`, ...options, file],
      connectionString,
    );
    // What psql alone understands.
    return printed.replaceAll(/^\\(un)?restrict .*$/gm, '');
  } finally {
    await cleanUp(`folder ${folder}`, () => rm(folder, { recursive: true }));
  }
}
