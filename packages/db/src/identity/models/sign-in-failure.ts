import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** Failed sign-ins of late, of an account, an address, or both; the key is a hash. */
export class SignInFailureModel extends Model {
  static override tableName = 'identity.sign_in_failures';
  static override idColumn = 'key';
  static columns: ColumnsOf<SignInFailureModel> = {
    key: 'bytea',
    failures: 'integer',
    lastAt: 'timestamptz',
  };

  declare key: Buffer;
  declare failures: number;
  declare lastAt: Date;
}
