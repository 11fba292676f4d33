import type { Knex } from 'knex';
import { ModelConnectionModel } from './models/model-connection.ts';

/** Every connection that the page set, the first model's first. */
export async function readModelConnections(db: Knex): Promise<readonly ModelConnectionModel[]> {
  return ModelConnectionModel.query(db).orderByRaw("slot = 'first' DESC");
}
