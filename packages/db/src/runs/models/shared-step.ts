import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class SharedStepModel extends Model {
  static override tableName = 'runs.shared_steps';
  static columns: ColumnsOf<SharedStepModel> = {
    id: 'uuid',
    projectId: 'uuid',
    title: 'text',
    versionNumber: 'integer',
    isArchived: 'boolean',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare projectId: string;
  declare title: string;
  declare versionNumber: number;
  declare isArchived: boolean;
  declare createdAt: Date;
  declare updatedAt: Date;
}
