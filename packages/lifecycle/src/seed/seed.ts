import { join } from 'node:path';
import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import { listFiles } from '../files/list-files.ts';
import { readText } from '../files/read-text.ts';

/** The demo data of an area: a file of SQL named after it. */
export interface Seed {
  readonly area: string;
  /** Its tables hold something already, so that it is left alone. */
  readonly filled: boolean;
}

/** The files of the source tree. A bundled program passes its own folder. */
export const sourceSeedsFolder = join(import.meta.dirname, '../../../db/seeds');

const named = { pattern: /^[a-z]+\.sql$/, words: '<area>.sql' };

/**
 * Which areas have demo data, and which of them hold rows already, in the order of their names.
 *
 * @throws ERR_FILE_UNEXPECTED
 */
export async function findSeeds(db: Knex, folder = sourceSeedsFolder): Promise<readonly Seed[]> {
  const areas = (await listFiles(folder, named)).map((name) => name.slice(0, -'.sql'.length));
  const seeds: Seed[] = [];
  for (const area of areas) seeds.push({ area, filled: await holdsRows(db, area) });
  return seeds;
}

/**
 * Loads an area's demo data, completely or not at all.
 *
 * @throws ERR_FILE_ENCODING
 */
export async function applySeed(db: Knex, area: string, folder = sourceSeedsFolder): Promise<void> {
  const text = await readText(join(folder, `${area}.sql`));
  // Through the simple protocol, as one text of several statements; `?` in it is no binding.
  await db.transaction((trx) => plainQuery(trx, text));
}

/** Whether any table of the schema holds a row that its migrations did not put there. */
async function holdsRows(db: Knex, schema: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
     FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE n.nspname = ? AND c.relkind IN ('r', 'p')`,
    [schema],
  );
  for (const { name } of rows) {
    if (seededByMigrations.has(name)) continue;
    const found = await db.raw(`SELECT EXISTS (SELECT FROM ${name}) AS holds`);
    if (found.rows[0].holds) return true;
  }
  return false;
}

/** Tables that a migration fills: with fixed words, or with what it will put back. */
const seededByMigrations = new Set(['runs.fail_reasons', 'runs.replaced_keys']);
