import { Model } from 'objection';

export class StageCount extends Model {
  static override tableName = 'miniatures.stage_counts';
  static override idColumn = ['typeId', 'stageName'];

  declare typeId: string;
  declare stageName: string;
  declare count: number;
}
