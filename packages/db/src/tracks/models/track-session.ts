import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class TrackSessionModel extends Model {
  static override tableName = 'tracks.track_sessions';
  static columns: ColumnsOf<TrackSessionModel> = {
    id: 'uuid',
    userId: 'uuid',
    trackId: 'uuid',
    activeTab: 'text',
    sidebarVisible: 'boolean',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare userId: string;
  declare trackId: string;
  declare activeTab: string;
  declare sidebarVisible: boolean;
  declare createdAt: Date;
  declare updatedAt: Date;
}
