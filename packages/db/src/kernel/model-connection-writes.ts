import type { ModelSlot } from '@atelier/domain/kernel/model-connection.ts';
import type { Knex } from 'knex';
import { ModelConnectionModel } from './models/model-connection.ts';

export type ModelConnectionFields = Pick<
  ModelConnectionModel,
  'slot' | 'baseUrl' | 'model' | 'structured' | 'apiKeySealed'
>;

/** Waits until nobody else changes the connection; undefined where there is none. */
export async function lockModelConnection(
  trx: Knex.Transaction,
  slot: ModelSlot,
): Promise<ModelConnectionModel | undefined> {
  return ModelConnectionModel.query(trx).findById(slot).forNoKeyUpdate();
}

export async function writeModelConnection(
  trx: Knex.Transaction,
  fields: ModelConnectionFields,
): Promise<void> {
  await ModelConnectionModel.query(trx)
    .insert({ ...fields, updatedAt: new Date() })
    .onConflict('slot')
    .merge();
}

/** Whether there was one. */
export async function removeModelConnection(
  trx: Knex.Transaction,
  slot: ModelSlot,
): Promise<boolean> {
  return (await ModelConnectionModel.query(trx).deleteById(slot)) > 0;
}
