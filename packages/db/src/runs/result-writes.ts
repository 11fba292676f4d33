import type { ResultContent } from '@atelier/domain/runs/result.ts';
import type { Knex } from 'knex';

/**
 * Waits until nobody else records something of the item, and until its run has the status that it is about to get;
 * gives the run, undefined for no item.
 */
export async function lockItem(trx: Knex.Transaction, id: string): Promise<string | undefined> {
  const { rows } = await trx.raw<{ rows: { run_id: string }[] }>(
    `SELECT run_id, pg_advisory_xact_lock_shared(hashtextextended(run_id::text, 0))
     FROM runs.run_items WHERE id = ?::uuid FOR NO KEY UPDATE`,
    [id],
  );
  return rows[0]?.run_id;
}

/** Keeps what was recorded of an item; gives its revision. */
export async function saveResult(
  trx: Knex,
  runItemId: string,
  result: ResultContent,
  actorId: string | null,
): Promise<{ readonly revision: number; readonly updatedAt: Date }> {
  const { status, failReasonCode, comment, measuredValue, steps, defects } = result;
  const [saved] = await trx('runs.run_results')
    .insert({
      runItemId,
      status,
      failReasonCode,
      comment,
      measuredValue,
      stepsJson: JSON.stringify(steps),
      defectsJson: JSON.stringify(defects),
      updatedByUserId: actorId,
      updatedAt: trx.raw('now()'),
    })
    .onConflict('runItemId')
    .merge({
      ...{ status, failReasonCode, comment, measuredValue, updatedByUserId: actorId },
      stepsJson: JSON.stringify(steps),
      defectsJson: JSON.stringify(defects),
      updatedAt: trx.raw('now()'),
      carriedFromItemId: null,
      revision: trx.raw('run_results.revision + 1'),
    })
    .returning(['revision', 'updatedAt']);
  return saved;
}

/** Forgets what was recorded of an item. */
export async function deleteResult(trx: Knex, runItemId: string): Promise<void> {
  await trx('runs.run_results').where({ runItemId }).delete();
}
