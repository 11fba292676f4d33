import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';
import type { Json } from '../json.ts';

/** A bench, a camera, a device: what is tested, or where. */
export class AssetModel extends Model {
  static override tableName = 'runs.assets';
  static override jsonAttributes = ['metadataJson'];
  static columns: ColumnsOf<AssetModel> = {
    id: 'uuid',
    projectId: 'uuid',
    assetType: 'text',
    model: 'text',
    firmwareVersion: 'text',
    locationName: 'text',
    standName: 'text',
    serialNumber: 'text null',
    metadataJson: 'jsonb',
    isActive: 'boolean',
    createdByUserId: 'uuid null',
    updatedByUserId: 'uuid null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare projectId: string;
  declare assetType: string;
  declare model: string;
  declare firmwareVersion: string;
  declare locationName: string;
  declare standName: string;
  declare serialNumber: string | null;
  declare metadataJson: Json;
  declare isActive: boolean;
  declare createdByUserId: string | null;
  declare updatedByUserId: string | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}
