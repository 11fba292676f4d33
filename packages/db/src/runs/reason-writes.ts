import type { Knex } from 'knex';
import { given, type Patch } from '../kernel/patch.ts';
import { FailReasonModel } from './models/fail-reason.ts';

/** Adds a reason to the catalogue; false where its code is another one's. */
export async function insertReason(
  trx: Knex,
  reason: Pick<FailReasonModel, 'code' | 'title' | 'description'>,
): Promise<boolean> {
  const added = await trx('runs.fail_reasons')
    .insert(reason)
    .onConflict()
    .ignore()
    .returning('code');
  return added.length > 0;
}

/** Changes what a reason says; false where there is none. */
export async function updateReason(
  trx: Knex,
  code: string,
  change: Patch<Pick<FailReasonModel, 'title' | 'description' | 'isActive'>>,
): Promise<boolean> {
  const changed = await FailReasonModel.query(trx)
    .findById(code)
    .patch({ code, ...given(change) });
  return changed > 0;
}
