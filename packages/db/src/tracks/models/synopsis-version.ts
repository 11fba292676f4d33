import type { VersionKind } from '@atelier/domain/tracks/types.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class SynopsisVersionModel extends Model {
  static override tableName = 'tracks.synopsis_versions';
  static override jsonAttributes = ['itemsJson'];
  static columns: ColumnsOf<SynopsisVersionModel> = {
    id: 'uuid',
    synopsisId: 'uuid',
    versionNum: 'integer',
    itemsJson: 'jsonb',
    kind: 'tracks.synopsis_version_kind',
    createdAt: 'timestamptz',
    title: 'text null',
    editedAt: 'timestamptz null',
  };

  declare id: string;
  declare synopsisId: string;
  declare versionNum: number;
  declare itemsJson: object;
  declare kind: VersionKind;
  declare createdAt: Date;
  declare title: string | null;
  declare editedAt: Date | null;
}
