import type { Knex } from 'knex';
import type { RunMatrixModel } from './models/run-matrix.ts';

export async function insertMatrix(
  trx: Knex,
  matrix: Pick<RunMatrixModel, 'id' | 'projectId' | 'templateId' | 'title' | 'createdByUserId'>,
): Promise<void> {
  await trx('runs.run_matrices').insert(matrix);
}
