import { newId } from '@atelier/db/kernel/new-id.ts';
import { holdAsset, releaseAssets } from '@atelier/db/runs/asset-writes.ts';
import { idsOfCasesThat } from '@atelier/db/runs/case-filter.ts';
import { casesWithTag, testersAmong } from '@atelier/db/runs/execution-reads.ts';
import { type Place, placeOf } from '@atelier/db/runs/places.ts';
import { lockResults } from '@atelier/db/runs/result-writes.ts';
import { findRun, runFacts } from '@atelier/db/runs/run-reads.ts';
import {
  addCaseItems,
  addTemplateItems,
  forgetWhatWasDone,
  insertItem,
  insertRun,
  keepFirmware,
  keepWhatIsDone,
  lockRun,
  type RunChange,
  requireRoom,
  setRunStatus,
  updateRun,
} from '@atelier/db/runs/run-writes.ts';
import {
  type Missing,
  missingForDone,
  newlyMissing,
} from '@atelier/domain/runs/definition-of-done.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { nextStatus, type RunEvent, type RunStatus } from '@atelier/domain/runs/machine.ts';
import type { CaseFilter } from '@atelier/domain/runs/schemas.ts';
import type { Run } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { requireCasesIn } from './library.ts';
import { requireOnTop } from './on-top-of.ts';
import { requireAsset, requireTemplate } from './templates.ts';

/** One run. Throws `ERR_RUN_NOT_FOUND`. */
export async function requireRun(db: Knex, id: string): Promise<Run> {
  const run = await findRun(db, id);
  if (run === undefined) throw runsError('ERR_RUN_NOT_FOUND');
  return run;
}

export interface RunWanted {
  readonly projectId: string;
  readonly title?: string | undefined;
  readonly assetId?: string | null | undefined;
  readonly templateId?: string | null | undefined;
  readonly caseIds: readonly string[];
  /** And every case of the project with it. */
  readonly tag?: string | undefined;
  /** And every case in use that is found so now. */
  readonly filter?: CaseFilter | undefined;
}

/**
 * A new run with the items of its template, the cases that were picked, and those that are found, each in its newest
 * version. Throws `ERR_OTHER_PROJECT`, `ERR_RUN_TOO_LARGE`.
 */
export async function createRun(
  trx: Knex.Transaction,
  wanted: RunWanted,
  executedByUserId: string,
): Promise<Run> {
  const { projectId, title, assetId = null, templateId = null } = wanted;
  const { caseIds: picked, tag, filter } = wanted;
  await requirePlaces(trx, projectId, { assetId, templateId });
  await requireCasesIn(trx, picked, projectId);
  const tagged = tag === undefined ? [] : await casesWithTag(trx, projectId, tag);
  const inUse = { ...filter, projectId, archived: false };
  const found = filter === undefined ? [] : await idsOfCasesThat(trx, inUse);
  const caseIds = [...new Set([...picked, ...tagged, ...found])];
  const id = newId();
  const template = templateId === null ? undefined : await requireTemplate(trx, templateId);
  await insertRun(trx, {
    ...{ id, projectId, assetId, templateId, executedByUserId },
    title: title ?? template?.name ?? 'New run',
  });
  if (templateId !== null) await addTemplateItems(trx, id, templateId);
  if (caseIds.length > 0) await addCaseItems(trx, id, caseIds);
  return requireRun(trx, id);
}

/**
 * Changes what is said of a run. Throws `ERR_RUN_LOCKED`, `ERR_RUN_NOT_DONE` where a run that is done would not be,
 * `ERR_CHANGED_MEANWHILE`.
 */
export async function changeRun(
  trx: Knex.Transaction,
  runId: string,
  { revision: seen, ...change }: RunChange & { readonly revision?: string | undefined },
): Promise<Run> {
  const status = await lockRunFor(trx, runId);
  const { projectId, assetId, title: name, revision } = await requireRun(trx, runId);
  await requireOnTop(trx, { kind: 'run', id: runId, name, revision }, seen);
  await requirePlaces(trx, projectId, change);
  await requireTesters(trx, projectId, [change.executedByUserId, change.leadUserId]);
  const before = status === 'done' ? await missingFrom(trx, runId) : [];
  const isOnAnother = change.assetId !== undefined && change.assetId !== assetId;
  if (status === 'in_progress' && isOnAnother) {
    await releaseAssets(trx, runId);
    await updateRun(trx, runId, change);
    await holdItsAsset(trx, await requireRun(trx, runId));
  } else {
    await updateRun(trx, runId, change);
  }
  if (status === 'done') {
    if (isOnAnother) await keepFirmware(trx, runId);
    refuseMissing(newlyMissing(before, await missingFrom(trx, runId)));
  }
  return requireRun(trx, runId);
}

/** Throws `ERR_MEMBER_NOT_FOUND` for somebody who may not carry out runs of the project. */
export async function requireTesters(
  db: Knex,
  projectId: string,
  userIds: readonly (string | null | undefined)[],
): Promise<void> {
  const wanted = userIds.filter((id) => typeof id === 'string');
  if (wanted.length === 0) return;
  const testers = new Set(await testersAmong(db, projectId, wanted));
  if (wanted.some((id) => !testers.has(id))) throw runsError('ERR_MEMBER_NOT_FOUND');
}

/** Adds a version of a case to a draft. Throws `ERR_RUN_NOT_DRAFT`, `ERR_RUN_ITEM_TAKEN`, `ERR_RUN_TOO_LARGE`. */
export async function addItem(
  trx: Knex.Transaction,
  input: {
    readonly runId: string;
    readonly versionId: string;
    readonly position?: number | undefined;
    readonly isRequired: boolean;
  },
): Promise<{ readonly id: string }> {
  const { runId, versionId, position, isRequired } = input;
  if ((await lockRunFor(trx, runId)) !== 'draft') throw runsError('ERR_RUN_NOT_DRAFT');
  const { projectId } = await requireRun(trx, runId);
  await requireVersionIn(trx, versionId, projectId);
  const id = newId();
  const item = { id, runId, testcaseVersionId: versionId, position, isRequired };
  if (!(await insertItem(trx, item))) throw runsError('ERR_RUN_ITEM_TAKEN');
  await requireRoom(trx, runId);
  return { id };
}

async function requireVersionIn(db: Knex, versionId: string, projectId: string): Promise<void> {
  const version = await db('runs.testcase_versions').where({ id: versionId }).first('testcaseId');
  if (version === undefined) throw runsError('ERR_CASE_VERSION_NOT_FOUND');
  await requireCasesIn(db, [version.testcaseId], projectId);
}

/** What is missing before the run may be done. */
export async function missingFrom(db: Knex, runId: string): Promise<readonly Missing[]> {
  return missingForDone(await runFacts(db, await requireRun(db, runId)));
}

/**
 * Has the run go where the event leads. Throws `ERR_RUN_TRANSITION`, `ERR_RUN_NOT_DONE` where the definition of done
 * is not met, `ERR_ASSET_HELD` where another run has its asset.
 */
export async function changeStatus(
  trx: Knex.Transaction,
  { runId, event }: { readonly runId: string; readonly event: RunEvent },
  actorId: string,
): Promise<Run> {
  const status = await lockRun(trx, runId);
  if (status === undefined) throw runsError('ERR_RUN_NOT_FOUND');
  const next = nextStatus(status, event);
  if (event === 'finish' || event === 'lock') await lockResults(trx, runId);
  // Before it is looked at: what is kept is what is looked at, whatever changes meanwhile.
  if (event === 'finish') await keepWhatIsDone(trx, runId);
  if (event === 'reopen') await forgetWhatWasDone(trx, runId);
  const run = await requireRun(trx, runId);
  if (event === 'finish' || event === 'lock') await requireDone(trx, run);
  if (next === 'in_progress') await holdItsAsset(trx, run);
  else await releaseAssets(trx, runId);
  await setRunStatus(trx, runId, next, actorId);
  return requireRun(trx, runId);
}

async function requireDone(db: Knex, run: Run): Promise<void> {
  refuseMissing(missingForDone(await runFacts(db, run)));
}

/** Throws `ERR_RUN_NOT_DONE` where something is missing. */
export function refuseMissing(missing: readonly Missing[]): void {
  const [first] = missing;
  if (first === undefined) return;
  throw runsError('ERR_RUN_NOT_DONE', { missing: missing.length, first: first.what });
}

async function holdItsAsset(trx: Knex, run: Run): Promise<void> {
  const { assetId } = run;
  if (assetId === null) return;
  const held = { assetId, runId: run.id, heldByUserId: run.executedBy.id };
  if (await holdAsset(trx, held)) return;
  const { heldFor } = await requireAsset(trx, assetId);
  throw runsError('ERR_ASSET_HELD', {
    runId: heldFor?.runId ?? '',
    runTitle: heldFor?.runTitle ?? '',
    by: heldFor?.by.name ?? '',
  });
}

/** Waits until nobody else changes the run. Throws `ERR_RUN_NOT_FOUND`, `ERR_RUN_LOCKED`. */
export async function lockRunFor(trx: Knex.Transaction, runId: string): Promise<RunStatus> {
  const status = await lockRun(trx, runId);
  if (status === undefined) throw runsError('ERR_RUN_NOT_FOUND');
  if (status === 'locked') throw runsError('ERR_RUN_LOCKED');
  return status;
}

/** Throws `ERR_OTHER_PROJECT` for an asset or a template that belongs to another project. */
export async function requirePlaces(
  db: Knex,
  projectId: string,
  named: {
    readonly assetId?: string | null | undefined;
    readonly templateId?: string | null | undefined;
  },
): Promise<void> {
  const places = [
    ...(named.assetId ? [await placeOf(db, 'asset', named.assetId)] : []),
    ...(named.templateId ? [await placeOf(db, 'template', named.templateId)] : []),
  ];
  const isHere = (place: Place | null) =>
    place !== null && (place.projectId === undefined || place.projectId === projectId);
  if (!places.every(isHere)) throw runsError('ERR_OTHER_PROJECT');
}
