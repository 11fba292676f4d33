import type { ResultContent } from '@atelier/domain/runs/result.ts';
import type { Knex } from 'knex';

/** Adds items of these versions behind those that there are, in this order; those that are in the run already stay. */
export async function insertItems(
  trx: Knex,
  runId: string,
  versionIds: readonly string[],
): Promise<void> {
  await trx.raw(
    `INSERT INTO runs.run_items (run_id, testcase_version_id, is_required, position)
     SELECT :runId::uuid, o.id, true,
       (SELECT coalesce(max(position) + 1, 0) FROM runs.run_items WHERE run_id = :runId::uuid) + o.place - 1
     FROM unnest(:versionIds::uuid[]) WITH ORDINALITY AS o (id, place)
     ORDER BY o.place ON CONFLICT DO NOTHING`,
    { runId, versionIds: [...versionIds] },
  );
}

export interface ResultOfItem extends ResultContent {
  readonly itemId: string;
}

/** Keeps what was recorded of several items, whose locks are held. */
export async function saveResults(
  trx: Knex,
  results: readonly ResultOfItem[],
  actorId: string,
): Promise<void> {
  await trx.raw(
    `INSERT INTO runs.run_results AS x (run_item_id, status, fail_reason_code, comment, measured_value, steps_json,
       defects_json, updated_by_user_id, updated_at)
     SELECT r."itemId", r.status::runs.result_status, r."failReasonCode", r.comment, r."measuredValue", r.steps,
       r.defects, :actorId::uuid, now()
     FROM jsonb_to_recordset(:results::jsonb) AS r ("itemId" uuid, status text, "failReasonCode" text, comment text,
       "measuredValue" text, steps jsonb, defects jsonb)
     ORDER BY r."itemId"
     ON CONFLICT (run_item_id) DO UPDATE SET
       status = excluded.status, fail_reason_code = excluded.fail_reason_code, comment = excluded.comment,
       measured_value = excluded.measured_value, steps_json = excluded.steps_json, defects_json = excluded.defects_json,
       updated_by_user_id = excluded.updated_by_user_id, updated_at = excluded.updated_at,
       carried_from_item_id = NULL, revision = x.revision + 1`,
    { actorId, results: JSON.stringify(results) },
  );
}
