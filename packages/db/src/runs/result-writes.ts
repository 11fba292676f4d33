import type { ResultContent } from '@atelier/domain/runs/result.ts';
import type { Knex } from 'knex';
import { type PreparedStatement, statementsOn } from '../kernel/prepared-query.ts';

/**
 * Waits until nobody else records something of the item, and until its run has the status that it is about to get;
 * gives the run, undefined for no item.
 */
export async function lockItem(trx: Knex.Transaction, id: string): Promise<string | undefined> {
  const [row] = await statementsOn(trx)<{ run_id: string }>(lockStatement, [id]);
  return row?.run_id;
}

const lockStatement: PreparedStatement = {
  name: 'runs_lock_item',
  parts: `item AS (
    SELECT run_id, pg_advisory_xact_lock_shared(hashtextextended(run_id::text, 0))
    FROM runs.run_items WHERE id = $1::uuid FOR NO KEY UPDATE
  )`,
  done: 'item',
  answer: 'SELECT run_id FROM item',
  values: 1,
};

/** Keeps what was recorded of an item; gives its revision. */
export async function saveResult(
  trx: Knex,
  runItemId: string,
  result: ResultContent,
  actorId: string | null,
): Promise<{ readonly revision: number; readonly updatedAt: Date }> {
  const { status, failReasonCode, comment, measuredValue, steps, defects } = result;
  const values = [
    ...[runItemId, status, failReasonCode, comment, measuredValue],
    ...[JSON.stringify(steps), JSON.stringify(defects), actorId],
  ];
  const [saved] = await statementsOn(trx)<{ revision: number; updated_at: Date }>(
    saveStatement,
    values,
  );
  if (saved === undefined) throw new Error('an insert that takes the place of a row gives it');
  return { revision: saved.revision, updatedAt: saved.updated_at };
}

const recorded =
  'status, fail_reason_code, comment, measured_value, steps_json, defects_json, updated_by_user_id';

const saveStatement: PreparedStatement = {
  name: 'runs_save_result',
  parts: `saved AS (
    INSERT INTO runs.run_results AS x (run_item_id, ${recorded}, updated_at)
    VALUES ($1::uuid, $2::runs.result_status, $3, $4, $5, $6::jsonb, $7::jsonb, $8::uuid, now())
    ON CONFLICT (run_item_id) DO UPDATE SET (${recorded}, updated_at, carried_from_item_id, revision) = (
      excluded.status, excluded.fail_reason_code, excluded.comment, excluded.measured_value, excluded.steps_json,
      excluded.defects_json, excluded.updated_by_user_id, now(), NULL, x.revision + 1
    )
    RETURNING revision, updated_at
  )`,
  done: 'saved',
  answer: 'SELECT revision, updated_at FROM saved',
  values: 8,
};

/** Forgets what was recorded of an item. */
export async function deleteResult(trx: Knex, runItemId: string): Promise<void> {
  await trx('runs.run_results').where({ runItemId }).delete();
}
