import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';
import type { Json } from '../json.ts';

/** What was recorded of an item; `revision` counts its changes. */
export class RunResultModel extends Model {
  static override tableName = 'runs.run_results';
  static override jsonAttributes = ['stepsJson', 'defectsJson'];
  static columns: ColumnsOf<RunResultModel> = {
    id: 'uuid',
    runItemId: 'uuid',
    status: 'runs.result_status',
    failReasonCode: 'text null',
    comment: 'text',
    measuredValue: 'text null',
    updatedByUserId: 'uuid null',
    updatedAt: 'timestamptz',
    revision: 'integer',
    stepsJson: 'jsonb',
    defectsJson: 'jsonb',
    carriedFromItemId: 'uuid null',
    runId: 'uuid null',
    testcaseId: 'uuid null',
  };

  declare id: string;
  declare runItemId: string;
  declare status: ResultStatus;
  declare failReasonCode: string | null;
  declare comment: string;
  declare measuredValue: string | null;
  declare updatedByUserId: string | null;
  declare updatedAt: Date;
  declare revision: number;
  declare stepsJson: Json;
  declare defectsJson: Json;
  declare carriedFromItemId: string | null;
  /** Of its item, and filled in by the database. */
  declare runId: string | null;
  /** Of its item, and filled in by the database. */
  declare testcaseId: string | null;
}
