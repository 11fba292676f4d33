import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class AssetReservationModel extends Model {
  static override tableName = 'runs.asset_reservations';
  static columns: ColumnsOf<AssetReservationModel> = {
    id: 'uuid',
    assetId: 'uuid',
    runId: 'uuid',
    heldByUserId: 'uuid',
    reservedAt: 'timestamptz',
    until: 'timestamptz null',
    releasedAt: 'timestamptz null',
  };

  declare id: string;
  declare assetId: string;
  declare runId: string;
  declare heldByUserId: string;
  declare reservedAt: Date;
  declare until: Date | null;
  declare releasedAt: Date | null;
}
