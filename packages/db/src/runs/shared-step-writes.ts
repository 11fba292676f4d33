import type { CaseStep } from '@atelier/domain/runs/case-content.ts';
import type { Knex } from 'knex';
import { SharedStepModel } from './models/shared-step.ts';

export interface NewSharedVersion {
  readonly id: string;
  readonly sharedStepId: string;
  readonly versionNumber: number;
  readonly title: string;
  readonly steps: readonly CaseStep[];
  readonly changeNote: string;
  readonly authorId: string;
}

/** Adds a shared step with its first version. */
export async function insertSharedStep(
  trx: Knex,
  projectId: string,
  version: NewSharedVersion,
): Promise<void> {
  const { sharedStepId: id, title } = version;
  await SharedStepModel.query(trx).insert({ id, projectId, title, versionNumber: 0 });
  await insertSharedVersion(trx, version);
}

/** Adds the next version, which says from now on what the shared step is called. */
export async function insertSharedVersion(trx: Knex, version: NewSharedVersion): Promise<void> {
  const { id, sharedStepId, versionNumber, title, steps, changeNote, authorId } = version;
  await trx('runs.shared_step_versions').insert({
    ...{ id, sharedStepId, versionNumber, title, changeNote },
    stepsJson: JSON.stringify(steps),
    createdByUserId: authorId,
  });
  await SharedStepModel.query(trx)
    .findById(sharedStepId)
    .patch({ title, versionNumber, updatedAt: new Date() });
}

/** Waits until nobody else makes a version of it; gives the number of the newest, undefined for none. */
export async function lockSharedStep(
  trx: Knex.Transaction,
  id: string,
): Promise<number | undefined> {
  return (await SharedStepModel.query(trx).findById(id).forUpdate())?.versionNumber;
}

export async function archiveSharedStep(trx: Knex, id: string, isArchived: boolean): Promise<void> {
  await SharedStepModel.query(trx).findById(id).patch({ isArchived });
}
