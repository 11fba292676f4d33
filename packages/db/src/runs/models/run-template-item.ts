import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class RunTemplateItemModel extends Model {
  static override tableName = 'runs.run_template_items';
  static override idColumn = ['templateId', 'testcaseVersionId'];
  static columns: ColumnsOf<RunTemplateItemModel> = {
    templateId: 'uuid',
    testcaseVersionId: 'uuid',
    position: 'integer',
    isRequired: 'boolean',
    createdAt: 'timestamptz',
  };

  declare templateId: string;
  declare testcaseVersionId: string;
  declare position: number;
  declare isRequired: boolean;
  declare createdAt: Date;
}
