import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** A test case: what it says stands in its versions; `versionNumber` is the newest, 0 where there is none. */
export class TestcaseModel extends Model {
  static override tableName = 'runs.testcases';
  static columns: ColumnsOf<TestcaseModel> = {
    id: 'uuid',
    suiteId: 'uuid',
    key: 'text',
    title: 'text',
    isRequired: 'boolean',
    estimatedMinutes: 'integer null',
    complexity: 'smallint null',
    isArchived: 'boolean',
    createdByUserId: 'uuid null',
    updatedByUserId: 'uuid null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    position: 'integer',
    versionNumber: 'integer',
    externalKey: 'text null',
  };

  declare id: string;
  declare suiteId: string;
  declare key: string;
  declare title: string;
  declare isRequired: boolean;
  declare estimatedMinutes: number | null;
  declare complexity: number | null;
  declare isArchived: boolean;
  declare createdByUserId: string | null;
  declare updatedByUserId: string | null;
  declare createdAt: Date;
  declare updatedAt: Date;
  declare position: number;
  declare versionNumber: number;
  declare externalKey: string | null;
}
