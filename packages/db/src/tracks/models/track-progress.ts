import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** What a learner says of a step; where they say nothing, it is as the track has it. */
export class TrackProgressModel extends Model {
  static override tableName = 'tracks.track_progress';
  static override idColumn = ['userId', 'itemId'];
  static columns: ColumnsOf<TrackProgressModel> = {
    userId: 'uuid',
    itemId: 'uuid',
    done: 'boolean',
    updatedAt: 'timestamptz',
  };

  declare userId: string;
  declare itemId: string;
  declare done: boolean;
  declare updatedAt: Date;
}
