import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class TestSuiteModel extends Model {
  static override tableName = 'runs.test_suites';
  static columns: ColumnsOf<TestSuiteModel> = {
    id: 'uuid',
    projectId: 'uuid null',
    key: 'text',
    name: 'text',
    description: 'text',
    position: 'integer',
    isArchived: 'boolean',
    createdByUserId: 'uuid null',
    updatedByUserId: 'uuid null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    parentId: 'uuid null',
    externalKey: 'text null',
  };

  declare id: string;
  declare projectId: string | null;
  declare key: string;
  declare name: string;
  declare description: string;
  declare position: number;
  declare isArchived: boolean;
  declare createdByUserId: string | null;
  declare updatedByUserId: string | null;
  declare createdAt: Date;
  declare updatedAt: Date;
  declare parentId: string | null;
  declare externalKey: string | null;
}
