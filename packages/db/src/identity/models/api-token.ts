import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class ApiTokenModel extends Model {
  static override tableName = 'identity.api_tokens';
  static columns: ColumnsOf<ApiTokenModel> = {
    id: 'uuid',
    userId: 'uuid',
    name: 'text',
    tokenHash: 'bytea',
    access: 'text',
    areas: 'text[] null',
    createdAt: 'timestamptz',
    expiresAt: 'timestamptz null',
    lastUsedAt: 'timestamptz null',
    revokedAt: 'timestamptz null',
  };

  declare id: string;
  declare userId: string;
  declare name: string;
  declare tokenHash: Buffer;
  declare access: 'read' | 'write';
  /** Null for all. */
  declare areas: string[] | null;
  declare createdAt: Date;
  declare expiresAt: Date | null;
  declare lastUsedAt: Date | null;
  declare revokedAt: Date | null;
}
