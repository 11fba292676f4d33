import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class RoadmapItemModel extends Model {
  static override tableName = 'tracks.track_roadmap_items';
  static columns: ColumnsOf<RoadmapItemModel> = {
    id: 'uuid',
    trackId: 'uuid',
    position: 'integer',
    text: 'text',
    done: 'boolean',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare trackId: string;
  declare position: number;
  declare text: string;
  declare done: boolean;
  declare createdAt: Date;
  declare updatedAt: Date;
}
