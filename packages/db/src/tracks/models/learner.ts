import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** Somebody of the house, or a device of an older program. */
export class LearnerModel extends Model {
  static override tableName = 'tracks.users';
  static override jsonAttributes = ['settingsJson'];
  static columns: ColumnsOf<LearnerModel> = {
    id: 'uuid',
    deviceId: 'text',
    name: 'text null',
    settingsJson: 'jsonb null',
    houseUserId: 'uuid null',
    isDevice: 'boolean',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare deviceId: string;
  declare name: string | null;
  declare settingsJson: object | null;
  declare houseUserId: string | null;
  declare isDevice: boolean;
  declare createdAt: Date;
  declare updatedAt: Date;
}
