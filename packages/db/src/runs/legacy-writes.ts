import {
  contentOfLegacy,
  type LegacyRun,
  type LegacySection,
} from '@atelier/domain/runs/legacy.ts';
import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import type { Knex } from 'knex';
import { insertCase, insertVersion } from './case-writes.ts';
import { legacyId } from './legacy-id.ts';

/** Which of these ids a table has already. */
export async function idsThere(
  db: Knex,
  table: 'projects' | 'test_suites' | 'testcases' | 'runs' | 'attachments',
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db(`runs.${table}`)
    .whereRaw('id = ANY (?::uuid[])', [[...ids]])
    .select<{ id: string }[]>('id');
  return new Set(rows.map(({ id }) => id));
}

/** A section as a suite at the top of a project; its cases are brought over one by one. */
export async function insertLegacySuite(
  trx: Knex,
  projectId: string,
  { id: sourceId, name, position, isArchived }: LegacySection,
  authorId: string,
): Promise<void> {
  const id = legacyId('suite', sourceId);
  await trx('runs.test_suites').insert({
    ...{ id, projectId, key: id, name, position, isArchived },
    externalKey: `v1:section:${sourceId}`,
    ...{ createdByUserId: authorId, updatedByUserId: authorId },
  });
}

/** A case with its first version. */
export async function insertLegacyCase(
  trx: Knex,
  suiteId: string,
  legacy: LegacySection['cases'][number],
  authorId: string,
): Promise<void> {
  const id = legacyId('case', legacy.id);
  const content = contentOfLegacy(legacy);
  await insertCase(trx, { id, suiteId, content, authorId });
  await trx('runs.testcases')
    .where({ id })
    .update({ externalKey: `v1:case:${legacy.id}`, isArchived: legacy.isArchived });
  await insertVersion(trx, {
    ...{ id: versionIdOf(legacy.id), caseId: id, versionNumber: 1, content },
    ...{ changeNote: '', authorId },
  });
}

export const versionIdOf = (caseId: string) => legacyId('version', caseId);
export const itemIdOf = (runId: string, caseId: string) => legacyId('item', `${runId} ${caseId}`);

/** A camera with its firmware, found among the project's assets or added to them; null for none. */
export async function legacyAsset(
  trx: Knex,
  projectId: string,
  { cameraModel, firmwareVersion }: LegacyRun,
): Promise<string | null> {
  const [model, firmware] = [cameraModel.trim(), firmwareVersion.trim()];
  if (model === '' && firmware === '') return null;
  const wanted = { projectId, model, firmwareVersion: firmware };
  const found = await trx('runs.assets').where(wanted).orderBy('createdAt').first('id');
  if (found !== undefined) return found.id;
  const id = legacyId('asset', JSON.stringify(wanted));
  await trx('runs.assets').insert({ id, ...wanted });
  return id;
}

export interface NewLegacyRun {
  readonly id: string;
  readonly projectId: string;
  readonly assetId: string | null;
  readonly engineerId: string;
  readonly status: 'draft' | 'in_progress' | 'done';
  readonly verdict: 'passed' | 'failed' | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

export async function insertLegacyRun(
  trx: Knex,
  { engineerId, ...run }: NewLegacyRun,
  { id, title, testerName, testDate, createdAt }: LegacyRun,
): Promise<void> {
  await trx('runs.runs').insert({
    ...run,
    title: title.trim().slice(0, 240) || 'Test run',
    executedByUserId: engineerId,
    // What there is no column for is not lost.
    reportJson: { legacy: { id, testerName, testDate } },
    ...(createdAt !== null && { createdAt, updatedAt: createdAt }),
  });
}

export interface LegacyItem {
  readonly id: string;
  readonly runId: string;
  readonly versionId: string;
  readonly position: number;
  readonly status: ResultStatus | null;
  readonly failReasonCode: string | null;
  readonly comment: string;
  readonly updatedBy: string | null;
  readonly updatedAt: string | null;
}

/** The items of a run with what came of them. */
export async function insertLegacyItems(trx: Knex, items: readonly LegacyItem[]): Promise<void> {
  const rows = JSON.stringify(items);
  await trx.raw(
    `INSERT INTO runs.run_items (id, run_id, testcase_version_id, position)
     SELECT id, "runId", "versionId", position
     FROM jsonb_to_recordset(?::jsonb) AS i (id uuid, "runId" uuid, "versionId" uuid, position int)`,
    [rows],
  );
  await trx.raw(
    `INSERT INTO runs.run_results (run_item_id, status, fail_reason_code, comment, updated_by_user_id, updated_at)
     SELECT id, status::runs.result_status, "failReasonCode", comment, "updatedBy", coalesce("updatedAt", now())
     FROM jsonb_to_recordset(?::jsonb) AS i (id uuid, status text, "failReasonCode" text, comment text,
       "updatedBy" uuid, "updatedAt" timestamptz)
     WHERE status IS NOT NULL`,
    [rows],
  );
}

/** Writes down that a picture was brought over, and which file of the house it is. */
export async function noteLegacyAttachment(
  trx: Knex,
  picture: {
    readonly id: string;
    readonly itemId: string;
    readonly fileId: string;
    readonly name: string;
    readonly mediaType: string;
    readonly size: number;
  },
): Promise<void> {
  const { id, itemId, fileId, name, mediaType, size } = picture;
  await trx.raw(
    `INSERT INTO runs.attachments (id, run_id, run_result_id, storage_provider, storage_key, file_name, mime_type, size_bytes)
     SELECT :id, CASE WHEN x.id IS NULL THEN i.run_id END, x.id, 'atelier', :fileId, :name, :mediaType, :size
     FROM runs.run_items AS i LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id WHERE i.id = :itemId`,
    { id, itemId, fileId, name, mediaType, size },
  );
}
