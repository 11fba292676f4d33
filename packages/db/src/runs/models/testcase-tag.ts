import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class TestcaseTagModel extends Model {
  static override tableName = 'runs.testcase_tags';
  static override idColumn = ['testcaseId', 'tagId'];
  static columns: ColumnsOf<TestcaseTagModel> = {
    testcaseId: 'uuid',
    tagId: 'uuid',
    createdAt: 'timestamptz',
  };

  declare testcaseId: string;
  declare tagId: string;
  declare createdAt: Date;
}
