import type { ResultContent, ResultStatus } from '@atelier/domain/runs/result.ts';
import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';
import { saveResult } from './result-writes.ts';

/**
 * Waits until nobody else records something of these items of a run, in the order of their ids; gives the revisions
 * of their results, 0 for none. An item that is not in the run is left out.
 */
export async function lockItems(
  trx: Knex.Transaction,
  runId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  await trx.raw('SELECT pg_advisory_xact_lock_shared(hashtextextended(?::text, 0))', [runId]);
  await trx.raw(
    `SELECT FROM runs.run_items WHERE run_id = ?::uuid AND id = ANY (?::uuid[])
     ORDER BY id FOR NO KEY UPDATE`,
    [runId, [...itemIds]],
  );
  // Read by a statement of its own: what others recorded before the lock was given is seen.
  const { rows } = await trx.raw<{ rows: { id: string; revision: number }[] }>(
    `SELECT i.id, coalesce(x.revision, 0) AS revision
     FROM runs.run_items AS i LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id
     WHERE i.run_id = ?::uuid AND i.id = ANY (?::uuid[])`,
    [runId, [...itemIds]],
  );
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

/** Gives several items one status; whatever else was recorded of them stays, but the reason of a fail. */
export async function saveStatuses(
  trx: Knex,
  itemIds: readonly string[],
  status: ResultStatus,
  actorId: string,
): Promise<void> {
  await trx.raw(
    `INSERT INTO runs.run_results AS x (run_item_id, status, updated_by_user_id, updated_at)
     SELECT id, :status::runs.result_status, :actorId::uuid, now() FROM unnest(:itemIds::uuid[]) AS id ORDER BY id
     ON CONFLICT (run_item_id) DO UPDATE SET
       status = excluded.status, updated_by_user_id = excluded.updated_by_user_id, updated_at = excluded.updated_at,
       fail_reason_code = CASE WHEN excluded.status = 'fail' THEN x.fail_reason_code END,
       carried_from_item_id = NULL, revision = x.revision + 1`,
    { status, actorId, itemIds: [...itemIds] },
  );
}

/** Says whose items of a run these are. */
export async function assignItems(
  trx: Knex,
  runId: string,
  itemIds: readonly string[],
  assigneeUserId: string | null,
): Promise<void> {
  await trx('runs.run_items')
    .where({ runId })
    .whereIn('id', [...itemIds])
    .update({ assigneeUserId });
}

/** Adds to the time that was spent on an item; more than a column holds is as much as it holds. */
export async function addSpentSeconds(trx: Knex, id: string, seconds: number): Promise<void> {
  await trx.raw(
    'UPDATE runs.run_items SET spent_seconds = least(spent_seconds::bigint + ?, 2147483647) WHERE id = ?::uuid',
    [seconds, id],
  );
}

/** Pins an item to another version of its case, with this row of its data. */
export async function repinItem(
  trx: Knex,
  id: string,
  testcaseVersionId: string,
  parameterRow: number | null,
): Promise<void> {
  await trx('runs.run_items').where({ id }).update({ testcaseVersionId, parameterRow });
}

/** Keeps of a result what still holds, and where it comes from. */
export async function saveCarriedResult(
  trx: Knex,
  itemId: string,
  result: ResultContent,
  from: { readonly itemId: string; readonly recorderId: string | null },
): Promise<void> {
  await saveResult(trx, itemId, result, from.recorderId);
  await trx('runs.run_results')
    .where({ runItemId: itemId })
    .update({ carriedFromItemId: from.itemId });
}

/** Adds an item for a row of data at the place of the others of its case. */
export async function insertRowItem(
  trx: Knex,
  item: {
    readonly runId: string;
    readonly testcaseVersionId: string;
    readonly parameterRow: number;
    readonly position: number;
    readonly isRequired: boolean;
  },
): Promise<void> {
  await trx('runs.run_items')
    .insert({ id: newId(), ...item })
    .onConflict()
    .ignore();
}

/** Gives a run the failed and the unfinished items of another; how many there are. */
export async function copyUnfinishedItems(
  trx: Knex,
  runId: string,
  fromRunId: string,
): Promise<number> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `INSERT INTO runs.run_items (run_id, testcase_version_id, parameter_row, is_required, position, assignee_user_id)
     SELECT :runId::uuid, i.testcase_version_id, i.parameter_row, i.is_required,
       row_number() OVER (ORDER BY i.position, i.id) - 1, i.assignee_user_id
     FROM runs.run_items AS i LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id
     WHERE i.run_id = :fromRunId::uuid AND (x.status IS NULL OR x.status = 'fail')
     RETURNING id`,
    { runId, fromRunId },
  );
  return rows.length;
}
