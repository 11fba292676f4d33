import { runsError } from '@atelier/domain/runs/errors.ts';
import type { ResultContent } from '@atelier/domain/runs/result.ts';
import type { Knex } from 'knex';
import {
  type PreparedStatement,
  type RunStatement,
  statementsOn,
} from '../kernel/prepared-query.ts';
import { certainInstant } from './instant.ts';

/**
 * Waits until nobody else records something of the item, and until its run has the status that it is about to get;
 * gives the run, undefined for no item.
 */
export async function lockItem(trx: Knex.Transaction, id: string): Promise<string | undefined> {
  const [row] = await statementsOn(trx)<{ run_id: string }>(lockStatement, [id]);
  return row?.run_id;
}

/** Waits until nobody records anything of the run; by then nobody does until the end of the transaction. */
export async function lockResults(trx: Knex.Transaction, runId: string): Promise<void> {
  await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?::text, 0))', [runId]);
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

/** What is kept of an item, on top of which revision, 0 for none. */
export interface ResultToRecord {
  readonly itemId: string;
  readonly revision: number;
  /** As it was seen (`SeenItem`): a run that is finished meanwhile keeps what it was done with. */
  readonly isKept: boolean;
  readonly result: ResultContent;
  readonly actorId: string;
}

export interface RecordedResult {
  readonly revision: number;
  readonly updatedAt: string;
  readonly recorder: string;
}

/**
 * Keeps what was recorded of an item in one statement, which waits as `lockItem` does. Undefined where the result is
 * of another revision by then, or its run was finished or reopened. Throws `ERR_RUN_LOCKED`.
 */
export async function recordInOne(
  run: RunStatement,
  { itemId, revision, isKept, result, actorId }: ResultToRecord,
): Promise<RecordedResult | undefined> {
  const { status, failReasonCode, comment, measuredValue, steps, defects } = result;
  try {
    const [saved] = await run<{ revision: number; updated_at: Date; recorder: string | null }>(
      recordStatement,
      [
        ...[itemId, status, failReasonCode, comment, measuredValue],
        ...[JSON.stringify(steps), JSON.stringify(defects), actorId, revision, isKept],
      ],
    );
    return (
      saved && {
        revision: saved.revision,
        updatedAt: certainInstant(saved.updated_at),
        recorder: saved.recorder ?? '',
      }
    );
  } catch (error) {
    // The trigger sees a lock that the statement began too early to see.
    if (error instanceof Error && error.message === 'ERR_RUN_LOCKED') {
      throw runsError('ERR_RUN_LOCKED');
    }
    throw error;
  }
}

/**
 * Behind the lock the item is looked at as it is by then, which a snapshot does not do for other rows: that its run was
 * finished meanwhile shows at the item itself.
 */
const recordStatement: PreparedStatement = {
  name: 'runs_record_result',
  parts: `item AS (
    SELECT id, pg_advisory_xact_lock_shared(hashtextextended(run_id::text, 0))
    FROM runs.run_items WHERE id = $1::uuid AND (tags_when_done IS NOT NULL) = $10::boolean
    FOR NO KEY UPDATE
  ), added AS (
    INSERT INTO runs.run_results (run_item_id, ${recorded}, updated_at)
    SELECT id, $2::runs.result_status, $3::text, $4::text, $5::text, $6::jsonb, $7::jsonb, $8::uuid, now()
    FROM item WHERE $9::int = 0
    ON CONFLICT (run_item_id) DO NOTHING
    RETURNING revision, updated_at
  ), changed AS (
    UPDATE runs.run_results AS x SET (${recorded}, updated_at, carried_from_item_id, revision) = (
      SELECT $2::runs.result_status, $3::text, $4::text, $5::text, $6::jsonb, $7::jsonb, $8::uuid, now(),
        NULL::uuid, x.revision + 1
    )
    FROM item WHERE x.run_item_id = item.id AND x.revision = $9::int AND $9::int > 0
    RETURNING x.revision, x.updated_at
  ), saved AS (SELECT * FROM added UNION ALL SELECT * FROM changed)`,
  done: 'saved',
  answer: `SELECT revision, updated_at, (
    SELECT display_name FROM identity.users WHERE id = $8::uuid
  ) AS recorder FROM saved`,
  values: 10,
};
