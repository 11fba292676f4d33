import { miniaturesError } from '@atelier/domain/miniatures/errors.ts';
import { stages } from '@atelier/domain/miniatures/stages.ts';
import type { Knex } from 'knex';
import { brokenConstraint } from '../kernel/database-errors.ts';
import { MiniatureTypeModel } from './models/miniature-type.ts';
import { StageCount } from './models/stage-count.ts';

/** Adds a type with nothing in any stage. Throws `ERR_DUPLICATE_TYPE_NAME`. */
export async function insertType(trx: Knex, type: { id: string; name: string }): Promise<void> {
  await refusingDuplicates(type.name, MiniatureTypeModel.query(trx).insert(type));
  await StageCount.query(trx).insert(
    stages.map((stageName) => ({ typeId: type.id, stageName, count: 0 })),
  );
}

/** Gives a type, where there is one, another name. Throws `ERR_DUPLICATE_TYPE_NAME`. */
export async function renameType(db: Knex, id: string, name: string): Promise<void> {
  await refusingDuplicates(name, MiniatureTypeModel.query(db).findById(id).patch({ name }));
}

/** Takes types out of use, or back into it; keeps the first date. Gives how many of these there are. */
export async function setArchived(
  db: Knex,
  ids: readonly string[],
  archived: boolean,
): Promise<number> {
  const archivedAt = archived ? db.raw('coalesce(archived_at, now())') : null;
  return db(MiniatureTypeModel.tableName)
    .whereIn('id', [...ids])
    .update({ archivedAt });
}

/**
 * Deletes a type to which nothing ever happened; returns whether it was deleted. Its counts are locked
 * first, as moves lock them, and then the type, as imports do: neither writes history meanwhile.
 */
export async function deleteUntouchedType(trx: Knex.Transaction, id: string): Promise<boolean> {
  await lockCounts(trx, id);
  await MiniatureTypeModel.query(trx).findById(id).forUpdate();
  const { rows } = await trx.raw(
    'SELECT EXISTS (SELECT FROM miniatures.history_logs WHERE type_id = ?) AS touched',
    [id],
  );
  if (rows[0].touched) return false;
  await StageCount.query(trx).delete().where({ typeId: id });
  await MiniatureTypeModel.query(trx).deleteById(id);
  return true;
}

/** Waits until nobody else changes the type's counts, and keeps others from it until the end. */
export async function lockCounts(trx: Knex.Transaction, id: string): Promise<void> {
  await StageCount.query(trx).where({ typeId: id }).orderBy('stageName').forUpdate();
}

/** The database's clock: microseconds since 1970. */
export async function databaseNow(db: Knex): Promise<number> {
  const { rows } = await db.raw(
    'SELECT (extract(epoch from clock_timestamp()) * 1000000)::bigint AS now',
  );
  return Number(rows[0].now);
}

async function refusingDuplicates<Result>(
  name: string,
  query: PromiseLike<Result>,
): Promise<Result> {
  try {
    return await query;
  } catch (error) {
    if (brokenConstraint(error) !== 'miniature_types_name_key') throw error;
    throw miniaturesError('ERR_DUPLICATE_TYPE_NAME', { name });
  }
}
