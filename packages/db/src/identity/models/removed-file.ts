import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** What is still stored, although its row is gone: it is to be removed. */
export class RemovedFileModel extends Model {
  static override tableName = 'identity.removed_files';
  static override idColumn = 'storageKey';
  static columns: ColumnsOf<RemovedFileModel> = {
    storageKey: 'text',
    removedAt: 'timestamptz',
  };

  declare storageKey: string;
  declare removedAt: Date;
}
