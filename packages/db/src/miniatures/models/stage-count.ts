import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class StageCount extends Model {
  static override tableName = 'miniatures.stage_counts';
  static override idColumn = ['typeId', 'stageName'];
  static columns: ColumnsOf<StageCount> = { typeId: 'uuid', stageName: 'text', count: 'integer' };

  declare typeId: string;
  declare stageName: string;
  declare count: number;
}
