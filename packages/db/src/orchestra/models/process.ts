import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class ProcessModel extends Model {
  static override tableName = 'orchestra.processes';
  static columns: ColumnsOf<ProcessModel> = {
    id: 'uuid',
    name: 'text',
    versionNumber: 'integer',
    isArchived: 'boolean',
    createdByUserId: 'uuid null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare name: string;
  declare versionNumber: number;
  declare isArchived: boolean;
  declare createdByUserId: string | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}
