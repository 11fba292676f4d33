import type { Knex } from 'knex';
import { quoteName, quoteQualified } from '../catalog/quote.ts';
import { rowsOf } from './sql.ts';
import type { TableColumn } from './structure.ts';

/** Distinct values that are not NULL, and how many of them are in the key. */
export interface Counted {
  readonly values: number;
  readonly found: number;
}

/** Compares a column's values (an array's elements) with those of a key. */
export async function countValues(
  db: Knex,
  column: TableColumn,
  key: TableColumn,
): Promise<Counted> {
  const name = `t.${quoteName(column.column)}`;
  const values = column.isArray
    ? `SELECT DISTINCT each.value FROM ${quoteQualified(column.table)} AS t, unnest(${name}) AS each(value)`
    : `SELECT DISTINCT ${name} AS value FROM ${quoteQualified(column.table)} AS t`;
  return counted(db, `SELECT v.value FROM (${values}) AS v WHERE v.value IS NOT NULL`, key);
}

/** Compares the numbers in a path with the values of a key. */
export async function countPath(db: Knex, column: TableColumn, key: TableColumn): Promise<Counted> {
  const values = `
    SELECT DISTINCT part[1]::bigint AS value FROM ${quoteQualified(column.table)} AS t,
      regexp_matches(t.${quoteName(column.column)}, '(?:^|[/.,|> ])(0|[1-9][0-9]{0,17})(?=$|[/.,|> ])', 'g') AS part`;
  return counted(db, values, key);
}

async function counted(db: Knex, values: string, key: TableColumn): Promise<Counted> {
  const [row] = await rowsOf<{ values: string; found: string }>(
    db,
    `SELECT count(*) AS values, count(k.id) AS found FROM (${values}) AS v
     LEFT JOIN (SELECT ${quoteName(key.column)} AS id FROM ${quoteQualified(key.table)}) AS k
       ON k.id = v.value`,
  );
  return { values: Number(row?.values ?? 0), found: Number(row?.found ?? 0) };
}
