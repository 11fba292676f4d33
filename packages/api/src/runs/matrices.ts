import { newId } from '@atelier/db/kernel/new-id.ts';
import { assetsById } from '@atelier/db/runs/asset-reads.ts';
import {
  matricesById,
  matrixRows,
  recordedByDay,
  runsOfMatrix,
} from '@atelier/db/runs/matrix-reads.ts';
import { insertMatrix } from '@atelier/db/runs/matrix-writes.ts';
import { runsById } from '@atelier/db/runs/run-reads.ts';
import { addTemplateItems, insertRun } from '@atelier/db/runs/run-writes.ts';
import { burnDown } from '@atelier/domain/runs/burn-down.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { ListedMatrix, MatrixView } from '@atelier/domain/runs/execution-types.ts';
import { maxMatrixItems } from '@atelier/domain/runs/sizes.ts';
import type { Knex } from 'knex';
import { requirePlaces, requireRun } from './runs.ts';

/** One matrix. Throws `ERR_MATRIX_NOT_FOUND`. */
export async function requireMatrix(db: Knex, id: string): Promise<ListedMatrix> {
  const [matrix] = await matricesById(db, [id]);
  if (matrix === undefined) throw runsError('ERR_MATRIX_NOT_FOUND');
  return matrix;
}

/**
 * One run of a template for each of these assets. Throws `ERR_OTHER_PROJECT`, `ERR_RUN_TOO_LARGE`,
 * `ERR_MATRIX_TOO_LARGE`.
 */
export async function createMatrix(
  trx: Knex.Transaction,
  input: {
    readonly projectId: string;
    readonly title: string;
    readonly templateId: string;
    readonly assetIds: readonly string[];
  },
  executedByUserId: string,
): Promise<ListedMatrix> {
  const { projectId, title, templateId, assetIds } = input;
  await requirePlaces(trx, projectId, { templateId });
  const assets = (await assetsById(trx, assetIds)).filter((asset) => asset.projectId === projectId);
  if (assets.length < assetIds.length) throw runsError('ERR_OTHER_PROJECT');
  const matrixId = newId();
  const createdByUserId = executedByUserId;
  await insertMatrix(trx, { id: matrixId, projectId, templateId, title, createdByUserId });
  for (const [place, assetId] of assetIds.entries()) {
    const id = newId();
    await insertRun(trx, {
      ...{ id, projectId, title, assetId, templateId, executedByUserId, matrixId },
    });
    await addTemplateItems(trx, id, templateId);
    if (place > 0) continue;
    // The others get as many.
    const items = (await requireRun(trx, id)).results.open * assetIds.length;
    if (items > maxMatrixItems) throw runsError('ERR_MATRIX_TOO_LARGE', { limit: maxMatrixItems });
  }
  return requireMatrix(trx, matrixId);
}

/** Cases against runs, and how many items were left at the end of each day. Throws `ERR_MATRIX_NOT_FOUND`. */
export async function viewMatrix(db: Knex, matrixId: string): Promise<MatrixView> {
  const { runs: _, items, open: __, ...matrix } = await requireMatrix(db, matrixId);
  const runIds = await runsOfMatrix(db, matrixId);
  const found = new Map((await runsById(db, runIds)).map((run) => [run.id, run]));
  return {
    matrix,
    runs: runIds.flatMap((id) => found.get(id) ?? []),
    rows: await matrixRows(db, runIds),
    burnDown: burnDown(items, await recordedByDay(db, runIds)),
  };
}
