import type { Knex } from 'knex';
import { quoteQualified } from '../catalog/quote.ts';
import type { Obstacle, TableName } from './rules/repair-plan.ts';

export interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  readonly default: string | null;
  /** Views and policies that would have to be dropped for another type. */
  readonly users: string | null;
}

/** A table's columns by their names; empty where there is no such table. */
export async function readColumns(
  db: Knex,
  table: TableName,
): Promise<ReadonlyMap<string, ColumnFacts>> {
  const { rows } = await db.raw<{ rows: ColumnFacts[] }>(columnsQuery, [quoteQualified(table)]);
  return new Map(rows.map((row) => [row.name, row]));
}

/** The columns that have not got the type that a repair relies on. */
export function typeObstacles(
  columns: ReadonlyMap<string, ColumnFacts>,
  expected: Readonly<Record<string, readonly string[]>>,
): readonly Obstacle[] {
  return Object.entries(expected).flatMap(([column, types]): Obstacle[] => {
    const type = columns.get(column)?.type ?? null;
    if (type !== null && types.includes(type)) return [];
    return [{ kind: 'column-type', column, type, expected: types.join(' or ') }];
  });
}

const columnsQuery = `
  SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    pg_get_expr(d.adbin, d.adrelid) AS default,
    (SELECT string_agg(DISTINCT pg_describe_object(u.classid, u.objid, 0), ', ')
     FROM pg_depend AS u
     WHERE u.refclassid = 'pg_class'::regclass AND u.refobjid = a.attrelid AND u.refobjsubid = a.attnum
       AND u.classid IN ('pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_trigger'::regclass)) AS users
  FROM pg_attribute AS a LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped`;
