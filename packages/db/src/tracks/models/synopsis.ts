import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class SynopsisModel extends Model {
  static override tableName = 'tracks.synopses';
  static columns: ColumnsOf<SynopsisModel> = {
    id: 'uuid',
    sessionId: 'uuid',
    title: 'text',
    currentVersionId: 'uuid null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare sessionId: string;
  declare title: string;
  declare currentVersionId: string | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}
