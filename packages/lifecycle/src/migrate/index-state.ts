import type { QueryResult } from 'pg';
import { quoteLiteral } from '../catalog/quote.ts';
import {
  type IndexState,
  type LooseStatement,
  type Resolution,
  resolveInterrupted,
} from './rules/interrupted-statement.ts';

/** Sends one statement without values. */
type Query = (text: string) => Promise<QueryResult>;

/** What to do about a statement that was begun and is not known to have ended. */
export async function resolutionOf(query: Query, begun: LooseStatement): Promise<Resolution> {
  return resolveInterrupted(
    begun,
    'index' in begun ? await indexState(query, begun.index) : 'absent',
  );
}

/** Whether the index stands, and can be used. `index` is written as in SQL. */
async function indexState(query: Query, index: string): Promise<IndexState> {
  const { rows } = await query(
    `SELECT indisvalid AND indisready AS whole FROM pg_index
     WHERE indexrelid = to_regclass(${quoteLiteral(index)})`,
  );
  const [row] = rows;
  if (row === undefined) return 'absent';
  return row.whole ? 'valid' : 'invalid';
}

/**
 * Removes what an interrupted statement left behind: an invalid index of `CREATE INDEX CONCURRENTLY`, or
 * the invalid copies of `REINDEX … CONCURRENTLY`, whose names are the index's name followed by `_ccnew` or
 * `_ccold`. Nothing else is touched.
 */
export async function clearHalf(query: Query, begun: LooseStatement): Promise<void> {
  if (begun.kind !== 'create-index' && begun.kind !== 'reindex') return;
  const index = quoteLiteral(begun.index);
  const { rows } = await query(
    begun.kind === 'create-index'
      ? `SELECT indexrelid::regclass::text AS name FROM pg_index
         WHERE indexrelid = to_regclass(${index}) AND NOT indisvalid`
      : `SELECT copy.oid::regclass::text AS name
         FROM pg_class AS original
         JOIN pg_class AS copy ON copy.relnamespace = original.relnamespace
           AND (starts_with(copy.relname, original.relname || '_ccnew')
             OR starts_with(copy.relname, original.relname || '_ccold'))
         JOIN pg_index ON indexrelid = copy.oid AND NOT indisvalid
         WHERE original.oid = to_regclass(${index})`,
  );
  for (const { name } of rows) await query(`DROP INDEX CONCURRENTLY ${name}`);
}
