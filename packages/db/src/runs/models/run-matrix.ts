import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class RunMatrixModel extends Model {
  static override tableName = 'runs.run_matrices';
  static columns: ColumnsOf<RunMatrixModel> = {
    id: 'uuid',
    projectId: 'uuid',
    templateId: 'uuid null',
    title: 'text',
    createdByUserId: 'uuid null',
    createdAt: 'timestamptz',
  };

  declare id: string;
  declare projectId: string;
  declare templateId: string | null;
  declare title: string;
  declare createdByUserId: string | null;
  declare createdAt: Date;
}
