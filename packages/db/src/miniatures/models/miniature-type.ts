import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';
import { StageCount } from './stage-count.ts';

export class MiniatureTypeModel extends Model {
  static override tableName = 'miniatures.miniature_types';
  static columns: ColumnsOf<MiniatureTypeModel> = {
    id: 'uuid',
    name: 'text',
    createdAt: 'timestamptz',
    archivedAt: 'timestamptz null',
  };
  static override relationMappings = () => ({
    stageCounts: {
      relation: Model.HasManyRelation,
      modelClass: StageCount,
      join: {
        from: 'miniatures.miniature_types.id',
        to: 'miniatures.stage_counts.typeId',
      },
    },
  });

  declare id: string;
  declare name: string;
  declare createdAt: Date;
  declare archivedAt: Date | null;
  declare stageCounts?: StageCount[];
}
