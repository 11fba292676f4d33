import type { Knex } from 'knex';
import type { Exceptions } from './expressions.ts';
import type { IdKind } from './rules/id-column.ts';
import { rowsOf } from './sql.ts';

/**
 * Tables in which some ids must be looked up: on the way to UUIDs, those that had an id made by the app
 * before; on the way back, those whose own old id was taken. All other ids are computed.
 */
export async function readExceptions(db: Knex, target: IdKind): Promise<Exceptions> {
  const [table] = await rowsOf<{ there: boolean }>(
    db,
    `SELECT to_regclass('lifecycle.id_exceptions') IS NOT NULL AS there`,
  );
  if (table?.there !== true) return new Set();
  const rows = await rowsOf<{ name: string }>(
    db,
    `SELECT DISTINCT table_name AS name FROM lifecycle.id_exceptions
     WHERE ${target === 'uuid' ? 'true' : 'taken'}`,
  );
  return new Set(rows.map(({ name }) => name));
}
