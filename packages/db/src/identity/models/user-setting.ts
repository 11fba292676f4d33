import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** What a person set for themselves: a language, a saved view. */
export class UserSettingModel extends Model {
  static override tableName = 'identity.user_settings';
  static override idColumn = ['userId', 'key'];
  static override jsonAttributes = ['value'];
  static columns: ColumnsOf<UserSettingModel> = {
    userId: 'uuid',
    key: 'text',
    value: 'jsonb',
    updatedAt: 'timestamptz',
  };

  declare userId: string;
  declare key: string;
  declare value: object | string | number | boolean | null;
  declare updatedAt: Date;
}
