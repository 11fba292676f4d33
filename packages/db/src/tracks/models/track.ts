import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class TrackModel extends Model {
  static override tableName = 'tracks.tracks';
  static columns: ColumnsOf<TrackModel> = {
    id: 'uuid',
    slug: 'text',
    title: 'text',
    description: 'text null',
    goal: 'text null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    archivedAt: 'timestamptz null',
    createdByUserId: 'uuid null',
  };

  declare id: string;
  declare slug: string;
  declare title: string;
  declare description: string | null;
  declare goal: string | null;
  declare createdAt: Date;
  declare updatedAt: Date;
  declare archivedAt: Date | null;
  declare createdByUserId: string | null;
}
