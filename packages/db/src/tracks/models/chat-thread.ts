import type { ChatTab } from '@atelier/domain/tracks/tabs.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class ChatThreadModel extends Model {
  static override tableName = 'tracks.chat_threads';
  static columns: ColumnsOf<ChatThreadModel> = {
    id: 'uuid',
    sessionId: 'uuid',
    tab: 'tracks.chat_tab',
    createdAt: 'timestamptz',
  };

  declare id: string;
  declare sessionId: string;
  declare tab: ChatTab;
  declare createdAt: Date;
}
