import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class TagModel extends Model {
  static override tableName = 'runs.tags';
  static columns: ColumnsOf<TagModel> = {
    id: 'uuid',
    name: 'public.citext',
    createdAt: 'timestamptz',
  };

  declare id: string;
  declare name: string;
  declare createdAt: Date;
}
