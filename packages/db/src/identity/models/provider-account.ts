import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** An account of an OpenID Connect provider by which a user signs in. */
export class ProviderAccountModel extends Model {
  static override tableName = 'identity.provider_accounts';
  static override idColumn = ['issuer', 'subject'];
  static columns: ColumnsOf<ProviderAccountModel> = {
    issuer: 'text',
    subject: 'text',
    userId: 'uuid',
    createdAt: 'timestamptz',
  };

  declare issuer: string;
  declare subject: string;
  declare userId: string;
  declare createdAt: Date;
}
