import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class ChatTemplateModel extends Model {
  static override tableName = 'tracks.chat_templates';
  static override jsonAttributes = ['variablesJson'];
  static columns: ColumnsOf<ChatTemplateModel> = {
    id: 'uuid',
    scope: 'tracks.template_scope',
    trackId: 'uuid null',
    version: 'text',
    variablesJson: 'jsonb',
    content: 'text',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare scope: string;
  declare trackId: string | null;
  declare version: string;
  declare variablesJson: object;
  declare content: string;
  declare createdAt: Date;
  declare updatedAt: Date;
}
