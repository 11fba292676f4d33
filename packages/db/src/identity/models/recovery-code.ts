import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** A code for whoever has lost their authenticator app, good once. */
export class RecoveryCodeModel extends Model {
  static override tableName = 'identity.recovery_codes';
  static override idColumn = ['userId', 'codeHash'];
  static columns: ColumnsOf<RecoveryCodeModel> = {
    userId: 'uuid',
    codeHash: 'bytea',
    usedAt: 'timestamptz null',
  };

  declare userId: string;
  declare codeHash: Buffer;
  declare usedAt: Date | null;
}
