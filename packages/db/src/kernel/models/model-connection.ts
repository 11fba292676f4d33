import type { ModelSlot, structuredModes } from '@atelier/domain/kernel/model-connection.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../model-columns.ts';

/** Where a language model is, as the page set it. */
export class ModelConnectionModel extends Model {
  static override tableName = 'kernel.model_connections';
  static override idColumn = 'slot';
  static columns: ColumnsOf<ModelConnectionModel> = {
    slot: 'text',
    baseUrl: 'text',
    model: 'text',
    structured: 'text',
    apiKeySealed: 'text null',
    updatedAt: 'timestamptz',
  };

  declare slot: ModelSlot;
  declare baseUrl: string;
  declare model: string;
  declare structured: (typeof structuredModes)[number];
  /** Base64; null where the endpoint wants none. */
  declare apiKeySealed: string | null;
  declare updatedAt: Date;
}
