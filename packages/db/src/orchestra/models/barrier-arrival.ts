import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class BarrierArrivalModel extends Model {
  static override tableName = 'orchestra.barrier_arrivals';
  static override idColumn = ['suiteRunId', 'barrier', 'testRunId'];
  static columns: ColumnsOf<BarrierArrivalModel> = {
    suiteRunId: 'uuid',
    barrier: 'text',
    testRunId: 'uuid',
    arrivedAt: 'timestamptz',
  };

  declare suiteRunId: string;
  declare barrier: string;
  declare testRunId: string;
  declare arrivedAt: Date;
}
