import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class WorkerModel extends Model {
  static override tableName = 'orchestra.workers';
  static columns: ColumnsOf<WorkerModel> = {
    id: 'text',
    host: 'text',
    processId: 'integer',
    concurrency: 'integer',
    held: 'integer',
    parked: 'bigint',
    finished: 'bigint',
    lost: 'bigint',
    isDraining: 'boolean',
    startedAt: 'timestamptz',
    seenAt: 'timestamptz',
  };

  declare id: string;
  declare host: string;
  declare processId: number;
  declare concurrency: number;
  declare held: number;
  declare parked: string;
  declare finished: string;
  declare lost: string;
  declare isDraining: boolean;
  declare startedAt: Date;
  declare seenAt: Date;
}
