import type { AuditState } from '@atelier/domain/identity/audit.ts';
import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { RunStatus } from '@atelier/domain/runs/machine.ts';
import {
  type ResultContent,
  type ResultStatus,
  resultStatuses,
  type StepResult,
} from '@atelier/domain/runs/result.ts';
import type { ItemResult, RunItem } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { type PreparedStatement, statementsOn } from '../kernel/prepared-query.ts';
import { contentOf, tagsOfItem, type VersionRow, versionColumns } from './case-reads.ts';
import { certainInstant } from './instant.ts';

interface ItemRow extends VersionRow, ResultRow {
  readonly id: string;
  readonly run_id: string;
  readonly position: number;
  readonly is_required: boolean;
  readonly case_id: string;
  readonly key: string;
  readonly suite_id: string;
  readonly tags: readonly string[];
  readonly version_id: string;
  readonly version_number: number;
  readonly newest_number: number;
  readonly parameter_row: number | null;
  readonly assignee_user_id: string | null;
  readonly assignee: string | null;
  readonly spent_seconds: number;
}

interface ResultRow {
  readonly status: ResultStatus | null;
  readonly fail_reason_code: string | null;
  readonly comment: string;
  readonly measured_value: string | null;
  readonly result_steps: unknown;
  readonly defects_json: unknown;
  readonly revision: number;
  readonly result_updated_at: Date;
  readonly carried_from_item_id: string | null;
  readonly recorder_id: string | null;
  readonly recorder: string | null;
}

const resultColumns = `x.status, x.fail_reason_code, x.comment, x.measured_value, x.steps_json AS result_steps,
  x.defects_json, x.revision, x.updated_at AS result_updated_at, x.carried_from_item_id,
  x.updated_by_user_id AS recorder_id, w.display_name AS recorder`;

/** The items of a run in their order, with what their cases say and what was recorded. */
export function itemsOf(db: Knex, runId: string): Promise<readonly RunItem[]> {
  return readItems(db, 'i.run_id = ?::uuid', [runId]);
}

/** Those of these items that are in the run, in its order. */
export function itemsById(
  db: Knex,
  runId: string,
  ids: readonly string[],
): Promise<readonly RunItem[]> {
  return readItems(db, 'i.run_id = ?::uuid AND i.id = ANY (?::uuid[])', [runId, [...ids]]);
}

/** One item, or undefined. */
export async function findItem(db: Knex, id: string): Promise<RunItem | undefined> {
  const [row] = await statementsOn(db)<ItemRow>(findStatement, [id]);
  return row && toItem(row);
}

async function readItems(
  db: Knex,
  which: string,
  bindings: Knex.RawBinding[],
): Promise<readonly RunItem[]> {
  const { rows } = await db.raw<{ rows: ItemRow[] }>(
    `${selectItems(which)} ORDER BY i.position, c.position, c.key, i.parameter_row, i.id`,
    bindings,
  );
  return rows.map(toItem);
}

function selectItems(which: string): string {
  return `SELECT i.id, i.run_id, i.position, i.is_required, c.id AS case_id, c.key, c.suite_id, ${tagsOfItem} AS tags,
       v.id AS version_id, v.version_number, c.version_number AS newest_number, ${versionColumns},
       i.parameter_row, i.assignee_user_id, u.display_name AS assignee, i.spent_seconds, ${resultColumns}
     FROM runs.run_items AS i
     JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
     JOIN runs.testcases AS c ON c.id = v.testcase_id
     LEFT JOIN identity.users AS u ON u.id = i.assignee_user_id
     LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id
     LEFT JOIN identity.users AS w ON w.id = x.updated_by_user_id
     WHERE ${which}`;
}

const findStatement: PreparedStatement = {
  name: 'runs_find_item',
  parts: `item AS (${selectItems('i.id = $1::uuid')})`,
  done: 'item',
  answer: 'SELECT * FROM item',
  values: 1,
};

/** What whoever records something of an item has to know: one read for all of it, and nothing of what its case says. */
export interface SeenItem {
  readonly id: string;
  readonly runId: string;
  readonly projectId: string;
  readonly runStatus: RunStatus;
  /** Whether its run keeps what it was done with. */
  readonly isKept: boolean;
  /** Of its case; none where the run is not done, and nothing may be missing of it yet. */
  readonly tags: readonly string[];
  readonly result: ItemResult | null;
  /** Whether there is such a reason; true for none. */
  readonly isReasonKnown: boolean;
}

/** What there is of an item, for whoever records on top of it and may give a reason; undefined for no item. */
export async function seenItem(
  db: Knex,
  itemId: string,
  reason: string | null,
): Promise<SeenItem | undefined> {
  const [row] = await statementsOn(db)<SeenRow>(seenStatement, [itemId, reason]);
  return (
    row && {
      ...{ id: row.id, runId: row.run_id, projectId: row.project_id, runStatus: row.run_status },
      ...{ tags: row.tags ?? [], result: toResult(row), isReasonKnown: row.is_reason_known },
      isKept: row.is_kept,
    }
  );
}

interface SeenRow extends ResultRow {
  readonly id: string;
  readonly run_id: string;
  readonly project_id: string;
  readonly is_kept: boolean;
  readonly run_status: RunStatus;
  readonly tags: readonly string[] | null;
  readonly is_reason_known: boolean;
}

const seenStatement: PreparedStatement = {
  name: 'runs_seen_item',
  parts: `seen AS (
    SELECT i.id, i.run_id, r.project_id, r.status AS run_status, i.tags_when_done IS NOT NULL AS is_kept, ${resultColumns},
      $2::text IS NULL OR EXISTS (SELECT FROM runs.fail_reasons WHERE code = $2::text) AS is_reason_known,
      CASE WHEN r.status = 'done' THEN (
        SELECT ${tagsOfItem} FROM runs.testcase_versions AS v JOIN runs.testcases AS c ON c.id = v.testcase_id
        WHERE v.id = i.testcase_version_id
      ) END AS tags
    FROM runs.run_items AS i JOIN runs.runs AS r ON r.id = i.run_id
    LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id
    LEFT JOIN identity.users AS w ON w.id = x.updated_by_user_id
    WHERE i.id = $1::uuid
  )`,
  done: 'seen',
  answer: 'SELECT * FROM seen',
  values: 2,
};

/** What was recorded of items, as the audit log shows it: with the run and the project it belongs to. */
export async function resultStates(db: Knex, itemIds: readonly string[]) {
  const rows = await statementsOn(db)<
    ResultRow & { readonly id: string; readonly run_id: string; readonly project_id: string }
  >(statesStatement, [[...itemIds]]);
  return rows.map((row) => ({
    id: row.id,
    runId: row.run_id,
    projectId: row.project_id,
    state: resultState(toResult(row)),
  }));
}

/** What was recorded of these items; null of those without a result. */
export async function resultsOf(
  db: Knex,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, ItemResult | null>> {
  const rows = await statementsOn(db)<ResultRow & { readonly id: string }>(statesStatement, [
    [...itemIds],
  ]);
  return new Map(rows.map((row) => [row.id, toResult(row)]));
}

/** A result as the audit log shows it. */
export function resultState(
  result: (ResultContent & { readonly revision: number }) | null,
): AuditState {
  const { status, failReasonCode, comment, measuredValue, steps, defects, revision } =
    result ?? nothing;
  return { status, failReasonCode, comment, measuredValue, steps, defects, revision };
}

const statesStatement: PreparedStatement = {
  name: 'runs_result_states',
  parts: `states AS (
    SELECT i.id, i.run_id, r.project_id, ${resultColumns}
    FROM runs.run_items AS i JOIN runs.runs AS r ON r.id = i.run_id
    LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id
    LEFT JOIN identity.users AS w ON w.id = x.updated_by_user_id
    WHERE i.id = ANY ($1::uuid[])
  )`,
  done: 'states',
  answer: 'SELECT * FROM states',
  values: 1,
};

const nothing = {
  status: null,
  failReasonCode: null,
  comment: '',
  measuredValue: null,
  steps: [],
  defects: [],
  revision: 0,
};

function toItem(row: ItemRow): RunItem {
  return {
    id: row.id,
    runId: row.run_id,
    position: row.position,
    isRequired: row.is_required,
    caseId: row.case_id,
    key: row.key,
    suiteId: row.suite_id,
    tags: row.tags,
    versionId: row.version_id,
    versionNumber: row.version_number,
    newestNumber: row.newest_number,
    content: contentOf(row),
    parameterRow: row.parameter_row,
    assignee:
      row.assignee_user_id === null ? null : { id: row.assignee_user_id, name: row.assignee ?? '' },
    spentSeconds: row.spent_seconds,
    result: toResult(row),
  };
}

function toResult(row: ResultRow): ItemResult | null {
  if (row.status === null) return null;
  return {
    status: row.status,
    failReasonCode: row.fail_reason_code,
    comment: row.comment,
    measuredValue: row.measured_value,
    steps: stepsOf(row.result_steps),
    defects: Array.isArray(row.defects_json) ? row.defects_json.map(String) : [],
    revision: row.revision,
    updatedAt: certainInstant(row.result_updated_at),
    updatedBy: row.recorder_id === null ? null : { id: row.recorder_id, name: row.recorder ?? '' },
    carriedFromItemId: row.carried_from_item_id,
  };
}

function stepsOf(steps: unknown): readonly (StepResult | null)[] {
  if (!Array.isArray(steps)) return [];
  return steps.map((step: unknown) =>
    isRecord(step)
      ? {
          status: resultStatuses.find((status) => status === step.status) ?? null,
          comment: String(step.comment ?? ''),
          measuredValue: typeof step.measuredValue === 'string' ? step.measuredValue : null,
        }
      : null,
  );
}
