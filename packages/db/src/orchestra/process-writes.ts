import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Knex } from 'knex';
import { given, type Patch } from '../kernel/patch.ts';
import { ProcessModel } from './models/process.ts';
import { ProcessVersionModel } from './models/process-version.ts';

export async function insertProcess(
  trx: Knex,
  process: { readonly id: string; readonly name: string; readonly createdByUserId: string | null },
): Promise<void> {
  await ProcessModel.query(trx).insert(process);
}

/** Waits until nobody else changes the process; undefined where there is none. */
export async function lockProcess(trx: Knex, id: string): Promise<ProcessModel | undefined> {
  return ProcessModel.query(trx).findById(id).forNoKeyUpdate();
}

export async function updateProcess(
  trx: Knex,
  id: string,
  change: Patch<Pick<ProcessModel, 'name' | 'isArchived' | 'versionNumber'>>,
): Promise<void> {
  await ProcessModel.query(trx)
    .findById(id)
    .patch({ ...given(change), updatedAt: new Date() });
}

export async function insertVersion(
  trx: Knex,
  version: {
    readonly id: string;
    readonly processId: string;
    readonly versionNumber: number;
    readonly xml: string;
    readonly checksum: string;
    readonly reportJson: Json;
    readonly changeNote: string;
    readonly createdByUserId: string | null;
  },
): Promise<void> {
  await ProcessVersionModel.query(trx).insert(version);
}
