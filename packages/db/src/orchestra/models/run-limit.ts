import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class RunLimitModel extends Model {
  static override tableName = 'orchestra.run_limits';
  static override idColumn = 'key';
  static columns: ColumnsOf<RunLimitModel> = {
    key: 'text',
    max: 'integer',
  };

  declare key: string;
  declare max: number;
}
