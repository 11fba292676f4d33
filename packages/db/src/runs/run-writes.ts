import { runsError } from '@atelier/domain/runs/errors.ts';
import type { RunStatus } from '@atelier/domain/runs/machine.ts';
import { maxRunItems, maxRunMib } from '@atelier/domain/runs/sizes.ts';
import type { Knex } from 'knex';
import { given, type Patch } from '../kernel/patch.ts';
import { tagsOfCase } from './case-reads.ts';
import { RunModel } from './models/run.ts';

export interface NewRun {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly assetId: string | null;
  readonly templateId: string | null;
  readonly executedByUserId: string;
  readonly correctionOfRunId?: string | null;
  readonly matrixId?: string | null;
}

export async function insertRun(trx: Knex, run: NewRun): Promise<void> {
  await RunModel.query(trx).insert({ ...run, reportJson: {} });
}

export type RunChange = Patch<
  Pick<
    RunModel,
    | 'title'
    | 'assetId'
    | 'templateId'
    | 'executedByUserId'
    | 'leadUserId'
    | 'verdict'
    | 'failSummary'
  >
>;

export async function updateRun(trx: Knex, id: string, change: RunChange): Promise<void> {
  const changed = given(change);
  if (Object.keys(changed).length > 0) await RunModel.query(trx).findById(id).patch(changed);
}

/** Waits until nobody else changes the run; gives its status, undefined for no run. */
export async function lockRun(trx: Knex.Transaction, id: string): Promise<RunStatus | undefined> {
  return (await RunModel.query(trx).findById(id).forNoKeyUpdate())?.status;
}

/** Keeps what a run is done on, and the tags that its cases have, as they are now. */
export async function keepWhatIsDone(trx: Knex.Transaction, id: string): Promise<void> {
  await keepFirmware(trx, id);
  await trx.raw(
    `UPDATE runs.run_items AS i SET tags_when_done = ${tagsOfCase}
     FROM runs.testcase_versions AS v JOIN runs.testcases AS c ON c.id = v.testcase_id
     WHERE v.id = i.testcase_version_id AND i.run_id = ?::uuid`,
    [id],
  );
}

/** From now on a run goes by what its asset and its cases are. */
export async function forgetWhatWasDone(trx: Knex.Transaction, id: string): Promise<void> {
  await trx('runs.runs').where({ id }).update({ firmwareWhenDone: null });
  await trx('runs.run_items').where({ runId: id }).update({ tagsWhenDone: null });
}

/** Keeps the firmware of the asset that a run was done on, where that was corrected. */
export async function keepFirmware(trx: Knex.Transaction, id: string): Promise<void> {
  await trx.raw(
    `UPDATE runs.runs SET firmware_when_done =
       (SELECT firmware_version FROM runs.assets WHERE id = runs.asset_id)
     WHERE id = ?::uuid`,
    [id],
  );
}

/** Gives a run the status, with the instant at which it got it; a run that goes on is not finished. */
export async function setRunStatus(
  trx: Knex,
  id: string,
  status: RunStatus,
  actorId: string,
): Promise<void> {
  const now = trx.raw('now()');
  const kept = {
    startedAt: trx.raw('coalesce(started_at, now())'),
    finishedAt: trx.raw('coalesce(finished_at, now())'),
  };
  const unlocked = { lockedAt: null, lockedByUserId: null };
  const changes = {
    draft: {},
    in_progress: { startedAt: kept.startedAt, finishedAt: null },
    done: { ...kept, ...unlocked },
    locked: { ...kept, lockedAt: now, lockedByUserId: actorId },
  } satisfies Record<RunStatus, object>;
  await trx(RunModel.tableName)
    .where({ id })
    .update({ status, ...changes[status] });
}

/**
 * Adds the items of a template behind those that there are, with the versions that it has; without cases that have
 * gone to another project since.
 */
export async function addTemplateItems(trx: Knex, runId: string, templateId: string) {
  await addItems(
    trx,
    runId,
    `SELECT i.testcase_version_id AS version_id, i.is_required,
       row_number() OVER (ORDER BY i.position, i.testcase_version_id) AS place
     FROM runs.run_template_items AS i
     JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
     JOIN runs.testcases AS c ON c.id = v.testcase_id
     JOIN runs.test_suites AS s ON s.id = c.suite_id
     JOIN runs.runs AS r ON r.id = :runId::uuid
     WHERE i.template_id = :templateId::uuid AND (s.project_id IS NULL OR s.project_id = r.project_id)`,
    { templateId },
  );
}

/** Adds the newest versions of these cases behind the items that there are, in this order. */
export async function addCaseItems(trx: Knex, runId: string, caseIds: readonly string[]) {
  await addItems(
    trx,
    runId,
    `SELECT v.id AS version_id, c.is_required, min(o.place) AS place
     FROM unnest(:caseIds::uuid[]) WITH ORDINALITY AS o (id, place)
     JOIN runs.testcases AS c ON c.id = o.id
     JOIN runs.testcase_versions AS v ON v.testcase_id = c.id AND v.version_number = c.version_number
     GROUP BY v.id, c.is_required`,
    { caseIds: [...caseIds] },
  );
}

type Bindings = Readonly<Record<string, Knex.Value | string[]>>;

/** One item for each row of a case's data, or one without. Throws `ERR_RUN_TOO_LARGE`. */
async function addItems(
  trx: Knex,
  runId: string,
  picked: string,
  bindings: Bindings,
): Promise<void> {
  await requireRoom(trx, runId, maxRunItems, { picked, bindings });
  await trx.raw(
    `INSERT INTO runs.run_items (run_id, testcase_version_id, parameter_row, is_required, position)
     SELECT :runId::uuid, picked.version_id, data.place, picked.is_required,
       (SELECT coalesce(max(position) + 1, 0) FROM runs.run_items WHERE run_id = :runId::uuid)
         + row_number() OVER (ORDER BY picked.place, data.place) - 1
     FROM (${picked}) AS picked
     JOIN runs.testcase_versions AS v ON v.id = picked.version_id
     CROSS JOIN LATERAL (
       SELECT NULL::int AS place WHERE ${rowsOfData} = 0
       UNION ALL SELECT generate_series(0, ${rowsOfData} - 1)
     ) AS data
     ON CONFLICT DO NOTHING`,
    { runId, ...bindings },
  );
}

/**
 * Throws `ERR_RUN_TOO_LARGE` for a run that has more items than these, or says more with them than a run may; with
 * versions that are picked for it, before they are added.
 */
export async function requireRoom(
  trx: Knex,
  runId: string,
  mostItems = maxRunItems,
  more: { readonly picked: string; readonly bindings: Bindings } = nothing,
): Promise<void> {
  const wanted = `WITH wanted AS (
       SELECT testcase_version_id AS id, count(*) AS items FROM runs.run_items
       WHERE run_id = :runId::uuid GROUP BY testcase_version_id
       UNION ALL
       SELECT v.id, greatest(${rowsOfData}, 1) FROM (${more.picked}) AS picked
       JOIN runs.testcase_versions AS v ON v.id = picked.version_id
       WHERE NOT EXISTS (
         SELECT FROM runs.run_items WHERE run_id = :runId::uuid AND testcase_version_id = v.id
       )
     )`;
  const measure = async (what: string) => {
    const bindings = { runId, ...more.bindings };
    const { rows } = await trx.raw<{ rows: { size: string }[] }>(`${wanted} ${what}`, bindings);
    return Number(rows[0]?.size ?? 0);
  };
  // Counted first: what a million items say takes long to measure.
  const isTooLarge =
    (await measure('SELECT sum(items) AS size FROM wanted')) > mostItems ||
    (await measure(
      `SELECT sum(items * octet_length(to_jsonb(v)::text)) AS size
       FROM wanted JOIN runs.testcase_versions AS v ON v.id = wanted.id`,
    )) >
      maxRunMib * 1024 * 1024;
  if (isTooLarge) throw runsError('ERR_RUN_TOO_LARGE', { limit: mostItems, mib: maxRunMib });
}

const nothing = { picked: 'SELECT NULL::uuid AS version_id WHERE false', bindings: {} };

const rowsOfData = `CASE WHEN jsonb_typeof(v.parameters_json -> 'rows') = 'array'
  THEN jsonb_array_length(v.parameters_json -> 'rows') ELSE 0 END`;

export interface NewItem {
  readonly id: string;
  readonly runId: string;
  readonly testcaseVersionId: string;
  readonly position: number | undefined;
  readonly isRequired: boolean;
}

/** Adds one item, at the end unless told; false where the version is in the run already. */
export async function insertItem(trx: Knex, { position, ...item }: NewItem): Promise<boolean> {
  const last = trx('runs.run_items')
    .where({ runId: item.runId })
    .select(trx.raw('coalesce(max(position) + 1, 0)'));
  const added = await trx('runs.run_items')
    .insert({ ...item, position: position ?? last })
    .onConflict()
    .ignore()
    .returning('id');
  return added.length > 0;
}
