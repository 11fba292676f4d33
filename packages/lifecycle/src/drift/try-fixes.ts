import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog-types.ts';
import type { Difference } from '../catalog/rules/difference.ts';
import { type CompareOptions, compareCatalogs } from './drift.ts';
import { type PlannedStep, planFix } from './fix/write-fix.ts';

/** An empty database that was built, and what it and the real one hold. */
export interface Trial {
  readonly shadow: Knex;
  readonly holds: Catalog;
  readonly actual: Catalog;
}

/**
 * The differences, with only those fixes that work on a copy of the real schema: a difference whose
 * statements fail there gets no fix. The copy is the shadow, changed to match the real schema in a
 * transaction that is rolled back; if it cannot be changed that way, nothing is tried and every fix stays.
 */
export async function tryFixes<Kind extends Difference>(
  { shadow, holds, actual }: Trial,
  differences: readonly Kind[],
  options: CompareOptions,
): Promise<readonly Kind[]> {
  if (differences.every(({ fix }) => fix === null)) return differences;
  const way = compareCatalogs(actual, holds, options);
  if (way.some(({ fix }) => fix === null)) return differences;
  const trx = await shadow.transaction();
  try {
    await plainQuery(trx, "SET LOCAL search_path = ''; SET LOCAL check_function_bodies = off");
    if ((await firstFailure(trx, way)) !== undefined) return differences;
    await plainQuery(trx, 'SAVEPOINT copy');
    let tried = differences;
    for (;;) {
      const failed = await firstFailure(trx, tried);
      await plainQuery(trx, 'ROLLBACK TO copy');
      if (failed === undefined) return tried;
      tried = tried.map((each, place) =>
        failed.of.includes(place) ? { ...each, fix: null } : each,
      );
    }
  } finally {
    await trx.rollback();
  }
}

/** Runs the fixes together; the first statement that fails. */
async function firstFailure(
  trx: Knex.Transaction,
  differences: readonly Difference[],
): Promise<PlannedStep | undefined> {
  for (const step of planFix(differences)) {
    const failed = await plainQuery(trx, step.sql).then(
      () => false,
      () => true,
    );
    if (failed) return step;
  }
  return undefined;
}
