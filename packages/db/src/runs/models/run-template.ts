import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class RunTemplateModel extends Model {
  static override tableName = 'runs.run_templates';
  static columns: ColumnsOf<RunTemplateModel> = {
    id: 'uuid',
    projectId: 'uuid null',
    key: 'text',
    name: 'text',
    description: 'text',
    isActive: 'boolean',
    createdByUserId: 'uuid null',
    updatedByUserId: 'uuid null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare projectId: string | null;
  declare key: string;
  declare name: string;
  declare description: string;
  declare isActive: boolean;
  declare createdByUserId: string | null;
  declare updatedByUserId: string | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}
