import type { IndexState } from './rules/interrupted-statement.ts';
import type { OnStatement } from './statements.ts';

type Query = Parameters<OnStatement>[2];

/** Whether the index stands, and can be used. `index` is written as in SQL. */
export async function indexState(query: Query, index: string): Promise<IndexState> {
  const { rows } = await query(
    'SELECT indisvalid AND indisready AS whole FROM pg_index WHERE indexrelid = to_regclass($1)',
    [index],
  );
  const [row] = rows;
  if (row === undefined) return 'absent';
  return row.whole ? 'valid' : 'invalid';
}

/**
 * Removes what a broken `CREATE INDEX CONCURRENTLY` (the index itself, invalid) or `REINDEX … CONCURRENTLY`
 * (its copies, whose names go on with `_ccnew` and `_ccold`) left behind. Nothing else is touched.
 */
export async function clearHalfIndex(
  query: Query,
  index: string,
  kind: 'create-index' | 'reindex',
): Promise<void> {
  const { rows } = await query(
    kind === 'create-index'
      ? `SELECT indexrelid::regclass::text AS name FROM pg_index
         WHERE indexrelid = to_regclass($1) AND NOT indisvalid`
      : `SELECT copy.oid::regclass::text AS name
         FROM pg_class AS original
         JOIN pg_class AS copy ON copy.relnamespace = original.relnamespace
           AND (starts_with(copy.relname, original.relname || '_ccnew')
             OR starts_with(copy.relname, original.relname || '_ccold'))
         JOIN pg_index ON indexrelid = copy.oid AND NOT indisvalid
         WHERE original.oid = to_regclass($1)`,
    [index],
  );
  for (const { name } of rows) await query(`DROP INDEX CONCURRENTLY ${name}`);
}
