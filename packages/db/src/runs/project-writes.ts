import type { Knex } from 'knex';
import { given, type Patch } from '../kernel/patch.ts';
import { RunsProjectModel } from './models/project.ts';

export interface NewProject {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly ownerUserId: string;
}

export async function insertProject(trx: Knex, project: NewProject): Promise<void> {
  await RunsProjectModel.query(trx).insert(project);
}

export type ProjectChange = Patch<
  Pick<RunsProjectModel, 'name' | 'description' | 'defectUrlPattern' | 'ownerUserId'>
>;

export async function updateProject(trx: Knex, id: string, change: ProjectChange): Promise<void> {
  const changed = given(change);
  if (Object.keys(changed).length > 0)
    await RunsProjectModel.query(trx).findById(id).patch(changed);
}

/** Takes a project out of use, or back into it; keeps the first date. */
export async function archiveProject(trx: Knex, id: string, archived: boolean): Promise<void> {
  const archivedAt = archived ? trx.raw('coalesce(archived_at, now())') : null;
  await trx(RunsProjectModel.tableName).where({ id }).update({ archivedAt });
}

/** Waits until nobody else changes who owns the project. */
export async function lockProject(trx: Knex.Transaction, id: string): Promise<void> {
  await RunsProjectModel.query(trx).findById(id).forUpdate();
}
