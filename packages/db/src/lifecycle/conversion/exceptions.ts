import {
  type IdColumn,
  type IdKind,
  tablesPointedAt,
} from '@atelier/domain/lifecycle/conversion/id-column.ts';
import type { Knex } from 'knex';
import { quoteLiteral } from '../catalog/quote.ts';
import type { Exceptions } from './expressions.ts';
import { rowsOf } from './sql.ts';

/**
 * Tables of which some ids must be looked up: on the way there those that had an id of the app's own
 * before, on the way back those whose own old id was taken. All others are computed.
 */
export async function readExceptions(
  db: Knex,
  columns: readonly IdColumn[],
  target: IdKind,
): Promise<Exceptions> {
  const [objects] = await rowsOf<{ there: boolean }>(
    db,
    `SELECT to_regclass('lifecycle.id_map') IS NOT NULL AS there`,
  );
  const names = new Set(columns.flatMap(({ points }) => tablesPointedAt(points)));
  const found = new Set<string>();
  if (objects?.there !== true) return found;
  for (const name of names) {
    const label = quoteLiteral(name);
    const odd =
      target === 'uuid'
        ? `new_id <> lifecycle.id_of(${label}, old_id)`
        : `lifecycle.embedded_id(${label}, new_id) <> old_id`;
    const [row] = await rowsOf<{ odd: boolean }>(
      db,
      `SELECT EXISTS (SELECT FROM lifecycle.id_map WHERE table_name = ${label} AND ${odd}) AS odd`,
    );
    if (row?.odd) found.add(name);
  }
  return found;
}
