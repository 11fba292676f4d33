import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** A version of a test case in a run, with one row of its data where it has some. */
export class RunItemModel extends Model {
  static override tableName = 'runs.run_items';
  static columns: ColumnsOf<RunItemModel> = {
    id: 'uuid',
    runId: 'uuid',
    testcaseVersionId: 'uuid',
    position: 'integer',
    isRequired: 'boolean',
    createdAt: 'timestamptz',
    parameterRow: 'integer null',
    assigneeUserId: 'uuid null',
    spentSeconds: 'integer',
    tagsWhenDone: 'text[] null',
  };

  declare id: string;
  declare runId: string;
  declare testcaseVersionId: string;
  declare position: number;
  declare isRequired: boolean;
  declare createdAt: Date;
  declare parameterRow: number | null;
  declare assigneeUserId: string | null;
  declare spentSeconds: number;
  declare tagsWhenDone: string[] | null;
}
