import type { MessageRole } from '@atelier/domain/tracks/tabs.ts';
import type { Meta } from '@atelier/domain/tracks/types.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class ChatMessageModel extends Model {
  static override tableName = 'tracks.chat_messages';
  static override jsonAttributes = ['metaJson'];
  static columns: ColumnsOf<ChatMessageModel> = {
    id: 'uuid',
    threadId: 'uuid',
    role: 'tracks.message_role',
    content: 'text',
    metaJson: 'jsonb',
    createdAt: 'timestamptz',
  };

  declare id: string;
  declare threadId: string;
  declare role: MessageRole;
  declare content: string;
  declare metaJson: Meta;
  declare createdAt: Date;
}
