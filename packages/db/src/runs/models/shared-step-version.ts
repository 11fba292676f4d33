import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';
import type { Json } from '../json.ts';

export class SharedStepVersionModel extends Model {
  static override tableName = 'runs.shared_step_versions';
  static override jsonAttributes = ['stepsJson'];
  static columns: ColumnsOf<SharedStepVersionModel> = {
    id: 'uuid',
    sharedStepId: 'uuid',
    versionNumber: 'integer',
    title: 'text',
    stepsJson: 'jsonb',
    changeNote: 'text',
    createdByUserId: 'uuid null',
    createdAt: 'timestamptz',
  };

  declare id: string;
  declare sharedStepId: string;
  declare versionNumber: number;
  declare title: string;
  declare stepsJson: Json;
  declare changeNote: string;
  declare createdByUserId: string | null;
  declare createdAt: Date;
}
