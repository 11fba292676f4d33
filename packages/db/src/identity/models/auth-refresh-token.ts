import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class AuthRefreshTokenModel extends Model {
  static override tableName = 'identity.auth_refresh_tokens';
  static override idColumn = 'tokenHash';
  static columns: ColumnsOf<AuthRefreshTokenModel> = {
    tokenHash: 'bytea',
    sessionId: 'uuid',
    createdAt: 'timestamptz',
    expiresAt: 'timestamptz',
    usedAt: 'timestamptz null',
  };

  declare tokenHash: Buffer;
  declare sessionId: string;
  declare createdAt: Date;
  declare expiresAt: Date;
  /** When it was exchanged for the next one. */
  declare usedAt: Date | null;
}
