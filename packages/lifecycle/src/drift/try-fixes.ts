import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog-types.ts';
import { placeExtensions } from '../catalog/read-shadow.ts';
import type { Difference } from '../catalog/rules/difference.ts';
import { type CompareOptions, compareCatalogs } from './drift.ts';
import { planFix } from './fix/write-fix.ts';

/** An empty database that was built, and what it and the real one hold. */
export interface Trial {
  readonly shadow: Knex;
  readonly holds: Catalog;
  readonly db: Knex;
  readonly actual: Catalog;
}

/**
 * The differences with the fixes that run on a copy of what stands: one whose statements fail there gets
 * none. The copy is the shadow, changed into what stands in a transaction that is rolled back; where it
 * cannot be changed so, nothing is tried.
 */
export async function tryFixes<Kind extends Difference>(
  { shadow, holds, db, actual }: Trial,
  differences: readonly Kind[],
  options: CompareOptions,
): Promise<readonly Kind[]> {
  if (differences.every(({ fix }) => fix === null)) return differences;
  const way = compareCatalogs(actual, holds, options);
  if (way.some(({ fix }) => fix === null)) return differences;
  const trx = await shadow.transaction();
  try {
    await placeExtensions(trx, db);
    await plainQuery(trx, "SET LOCAL search_path = ''; SET LOCAL check_function_bodies = off");
    if (!(await goesThrough(trx, way, 'kept'))) return differences;
    if (await goesThrough(trx, differences, 'undone')) return differences;
    const tried: Kind[] = [];
    for (const each of differences) {
      const isGood = each.fix === null || (await goesThrough(trx, [each], 'undone'));
      tried.push(isGood ? each : { ...each, fix: null });
    }
    return tried;
  } finally {
    await trx.rollback();
  }
}

/** Whether these fixes go through together, and what becomes of what they did then. */
async function goesThrough(
  trx: Knex.Transaction,
  differences: readonly Difference[],
  then: 'kept' | 'undone',
): Promise<boolean> {
  await plainQuery(trx, 'SAVEPOINT trial');
  try {
    for (const { sql } of planFix(differences)) await plainQuery(trx, sql);
    await plainQuery(trx, then === 'kept' ? 'RELEASE trial' : 'ROLLBACK TO trial');
    return true;
  } catch {
    await plainQuery(trx, 'ROLLBACK TO trial');
    return false;
  }
}
