import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class UserRoleModel extends Model {
  static override tableName = 'identity.user_roles';
  static override idColumn = ['userId', 'scopeType', 'scopeId', 'role'];
  static columns: ColumnsOf<UserRoleModel> = {
    userId: 'uuid',
    role: 'text',
    scopeType: 'text',
    scopeId: 'text',
    expiresAt: 'timestamptz null',
    grantedById: 'uuid null',
    createdAt: 'timestamptz',
  };

  declare userId: string;
  declare role: string;
  declare scopeType: string;
  /** Empty for the whole house. */
  declare scopeId: string;
  declare expiresAt: Date | null;
  declare grantedById: string | null;
  declare createdAt: Date;
}
