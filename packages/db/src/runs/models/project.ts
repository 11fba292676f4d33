import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** What runs, cases and members belong to. */
export class RunsProjectModel extends Model {
  static override tableName = 'runs.projects';
  static columns: ColumnsOf<RunsProjectModel> = {
    id: 'uuid',
    name: 'text',
    description: 'text',
    ownerUserId: 'uuid',
    archivedAt: 'timestamptz null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    defectUrlPattern: 'text null',
  };

  declare id: string;
  declare name: string;
  declare description: string;
  declare ownerUserId: string;
  declare archivedAt: Date | null;
  declare createdAt: Date;
  declare updatedAt: Date;
  declare defectUrlPattern: string | null;
}
