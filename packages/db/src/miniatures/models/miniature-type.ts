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
    number: 'bigint',
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
  /** A whole number as text, as the driver reads what may be larger than JavaScript's. */
  declare number: string;
  declare stageCounts?: StageCount[];
}
