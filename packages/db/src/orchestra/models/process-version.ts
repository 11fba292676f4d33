import type { Json } from '@atelier/domain/orchestra/json.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class ProcessVersionModel extends Model {
  static override tableName = 'orchestra.process_versions';
  static override jsonAttributes = ['reportJson'];
  static columns: ColumnsOf<ProcessVersionModel> = {
    id: 'uuid',
    processId: 'uuid',
    versionNumber: 'integer',
    xml: 'text',
    checksum: 'text',
    reportJson: 'jsonb',
    changeNote: 'text',
    createdByUserId: 'uuid null',
    createdAt: 'timestamptz',
  };

  declare id: string;
  declare processId: string;
  declare versionNumber: number;
  declare xml: string;
  declare checksum: string;
  declare reportJson: Json;
  declare changeNote: string;
  declare createdByUserId: string | null;
  declare createdAt: Date;
}
