import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import { quoteName, quoteQualified } from '../catalog/quote.ts';
import type { TableFingerprint } from './rules/table-fingerprint.ts';

export type { TableFingerprint } from './rules/table-fingerprint.ts';

export interface FingerprintOptions {
  /** Called before each table. */
  readonly onTable?: (name: string, done: number, all: number) => void;
}

/** A table with rows of its own. */
export interface UserTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

interface SumRow {
  readonly rows: string;
  readonly high: string;
  readonly low: string;
}

/**
 * Row counts and content hashes of every table outside the system schemas, ordered by name, all from the
 * same moment: in the transaction if `db` is one, otherwise in a snapshot of its own.
 *
 * The hash covers every value as PostgreSQL writes it with settings that lose nothing: NULL differs from
 * the empty text, `json` keeps its key order and duplicates. Columns count in the order of their names, so
 * a column that was dropped and added again changes nothing; tables of extensions and foreign, temporary
 * and materialised data are left out. Each partition is a table of its own.
 *
 * @throws whatever PostgreSQL says when a table may not be read, or row security would hide rows
 */
export async function tableFingerprints(
  db: Knex | Knex.Transaction,
  options: FingerprintOptions = {},
): Promise<readonly TableFingerprint[]> {
  if (!db.isTransaction) {
    return db.transaction((trx) => inPinnedSettings(trx, options), {
      isolationLevel: 'repeatable read',
      readOnly: true,
    });
  }
  // A savepoint that is rolled back takes the settings with it.
  const nested = await db.transaction();
  try {
    return await inPinnedSettings(nested, options);
  } finally {
    await nested.rollback();
  }
}

/** Everything that decides how a value is written. `row_security` off fails instead of hiding rows. */
const pinned = [
  'search_path = pg_catalog',
  'extra_float_digits = 1',
  "DateStyle = 'ISO, YMD'",
  "IntervalStyle = 'postgres'",
  "TimeZone = 'UTC'",
  "bytea_output = 'hex'",
  "lc_monetary = 'C'",
  'row_security = off',
  'quote_all_identifiers = off',
];

async function inPinnedSettings(
  trx: Knex.Transaction,
  { onTable }: FingerprintOptions,
): Promise<readonly TableFingerprint[]> {
  await trx.raw(pinned.map((setting) => `SET LOCAL ${setting}`).join('; '));
  const tables = await userTables(trx);
  const fingerprints: TableFingerprint[] = [];
  for (const table of tables) {
    onTable?.(`${table.schema}.${table.name}`, fingerprints.length, tables.length);
    fingerprints.push(await fingerprintOf(trx, table));
  }
  return fingerprints;
}

/** The tables that are fingerprinted, ordered by name. */
export async function userTables(db: Knex): Promise<readonly UserTable[]> {
  const { rows } = await db.raw<{ rows: UserTable[] }>(tablesQuery);
  return rows;
}

async function fingerprintOf(trx: Knex.Transaction, table: UserTable): Promise<TableFingerprint> {
  const { schema, name } = table;
  const { rows } = await plainQuery<SumRow>(trx, sumsQuery(table));
  const [sums] = rows;
  if (sums === undefined) throw new TypeError('an aggregate without a row');
  return {
    schema,
    table: name,
    rows: Number(sums.rows),
    hash: hex64(sums.high) + hex64(sums.low),
  };
}

/** Sums and not exclusive ors: two equal rows would cancel each other out. */
function sumsQuery({ schema, name, columns }: UserTable): string {
  const row = `ROW(${columns.map((column) => `t.${quoteName(column)}`).join(', ')})::text`;
  return `
    SELECT count(*) AS rows,
      coalesce(sum(('x' || substr(h.hex, 1, 16))::bit(64)::bigint), 0)::text AS high,
      coalesce(sum(('x' || substr(h.hex, 17, 16))::bit(64)::bigint), 0)::text AS low
    FROM ONLY ${quoteQualified({ schema, name })} AS t
    CROSS JOIN LATERAL (
      SELECT encode(sha256(convert_to(${row}, getdatabaseencoding())), 'hex') AS hex OFFSET 0
    ) AS h`;
}

function hex64(sum: string): string {
  return BigInt.asUintN(64, BigInt(sum)).toString(16).padStart(16, '0');
}

const tablesQuery = `
  SELECT n.nspname AS schema, c.relname AS name,
    coalesce((
      SELECT json_agg(a.attname ORDER BY a.attname COLLATE "C") FROM pg_attribute AS a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    ), '[]') AS columns
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.relpersistence <> 't'
    AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
    AND NOT EXISTS (
      SELECT FROM pg_depend AS d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;
