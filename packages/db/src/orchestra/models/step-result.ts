import type { Json } from '@atelier/domain/orchestra/json.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class StepResultModel extends Model {
  static override tableName = 'orchestra.step_results';
  static override idColumn = ['runId', 'sequence'];
  static override jsonAttributes = ['result'];
  static columns: ColumnsOf<StepResultModel> = {
    runId: 'uuid',
    sequence: 'integer',
    position: 'integer',
    attempt: 'integer',
    status: 'text',
    stepKey: 'text',
    startedAt: 'timestamptz',
    finishedAt: 'timestamptz',
    result: 'jsonb null',
  };

  declare runId: string;
  declare sequence: number;
  declare position: number;
  declare attempt: number;
  declare status: string;
  declare stepKey: string;
  declare startedAt: Date;
  declare finishedAt: Date;
  declare result: Json | null;
}
