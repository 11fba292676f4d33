import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class FailReasonModel extends Model {
  static override tableName = 'runs.fail_reasons';
  static override idColumn = 'code';
  static columns: ColumnsOf<FailReasonModel> = {
    code: 'text',
    title: 'text',
    description: 'text',
    isActive: 'boolean',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare code: string;
  declare title: string;
  declare description: string;
  declare isActive: boolean;
  declare createdAt: Date;
  declare updatedAt: Date;
}
