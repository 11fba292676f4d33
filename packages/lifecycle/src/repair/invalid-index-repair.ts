import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import { quoteQualified } from '../catalog/quote.ts';
import type { RepairFacts } from '../records/repair-records.ts';
import type { InvalidIndexRepair, Obstacle, TableName } from './rules/repair-plan.ts';

interface IndexRow {
  readonly schema: string;
  readonly index: string;
  readonly table: string;
  readonly tableSchema: string;
  readonly definition: string;
  readonly unique: boolean;
  readonly keys: readonly string[];
  readonly predicate: string | null;
  readonly nullsDistinct: boolean;
}

/**
 * Plans a repair for each index that is not valid.
 *
 * @param isOurs whether a table is Atelier's to change
 * @param besides indexes that another repair makes
 */
export async function planInvalidIndexes(
  db: Knex,
  isOurs: (table: TableName) => boolean,
  besides: ReadonlySet<string>,
): Promise<readonly InvalidIndexRepair[]> {
  const { rows } = await db.raw<{ rows: IndexRow[] }>(invalidIndexesQuery);
  const plans: InvalidIndexRepair[] = [];
  for (const row of rows.filter(({ index }) => !besides.has(index))) {
    const table = { schema: row.tableSchema, name: row.table };
    // What REINDEX CONCURRENTLY calls the new and the old index until it is done.
    const action = /_cc(new|old)\d*$/.test(row.index) ? 'drop' : 'rebuild';
    plans.push({
      kind: 'invalid-index',
      id: `invalid-index:${row.index}`,
      table,
      index: row.index,
      definition: row.definition,
      action,
      obstacles: isOurs(table)
        ? await duplicates(db, row, table, action)
        : [{ kind: 'not-ours', table: `${table.schema}.${table.name}` }],
    });
  }
  return plans;
}

/**
 * Drops or rebuilds it without blocking readers and writers. Not in a transaction. `REINDEX … CONCURRENTLY`
 * never loses the definition: if killed in the middle, it is run again.
 */
export async function repairInvalidIndex(
  connection: Knex,
  { table, index, action, definition }: InvalidIndexRepair,
): Promise<RepairFacts> {
  const name = quoteQualified({ schema: table.schema, name: index });
  const { rows } = await connection.raw("SELECT current_setting('lock_timeout') AS before");
  // It waits for others, and nobody waits for it.
  await connection.raw('SET lock_timeout = 0');
  try {
    await connection.raw(
      action === 'drop' ? `DROP INDEX CONCURRENTLY ${name}` : `REINDEX INDEX CONCURRENTLY ${name}`,
    );
  } finally {
    await connection.raw(`SET lock_timeout = '${rows[0].before}'`);
  }
  return { kind: 'invalid-index', definition, action };
}

/** Rows that a unique index would refuse. */
async function duplicates(
  db: Knex,
  { unique, keys, predicate, nullsDistinct }: IndexRow,
  table: TableName,
  action: 'rebuild' | 'drop',
): Promise<readonly Obstacle[]> {
  if (!unique || action === 'drop') return [];
  const conditions = [
    ...(predicate === null ? [] : [predicate]),
    ...(nullsDistinct ? keys.map((key) => `(${key}) IS NOT NULL`) : []),
  ];
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const key = keys.map((each) => `(${each})::text`).join(`, `);
  const { rows } = await plainQuery<{ key: string; rows: number }>(
    db,
    `SELECT concat_ws(', ', ${key}) AS key, count(*)::int AS rows FROM ${quoteQualified(table)}
     ${where} GROUP BY ${keys.join(', ')} HAVING count(*) > 1 ORDER BY 2 DESC, 1 LIMIT 20`,
  );
  return rows.map((row): Obstacle => ({ kind: 'duplicates', key: row.key, rows: row.rows }));
}

const invalidIndexesQuery = `
  SELECT n.nspname AS schema, c.relname AS index, t.relname AS table, tn.nspname AS "tableSchema",
    pg_get_indexdef(c.oid) AS definition, i.indisunique AS unique,
    ARRAY(SELECT pg_get_indexdef(c.oid, key::int, false)
      FROM generate_series(1, i.indnkeyatts) AS key ORDER BY key) AS keys,
    pg_get_expr(i.indpred, i.indrelid) AS predicate,
    NOT i.indnullsnotdistinct AS "nullsDistinct"
  FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_namespace AS tn ON tn.oid = t.relnamespace
  WHERE NOT (i.indisvalid AND i.indisready) AND c.relkind = 'i'
    AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
  ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;
