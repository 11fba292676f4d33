import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** Somebody: with an email address an account, with a device a guest, and with neither the owner before any browser came. */
export class UserModel extends Model {
  static override tableName = 'identity.users';
  static columns: ColumnsOf<UserModel> = {
    id: 'uuid',
    displayName: 'text',
    email: 'text null',
    passwordHash: 'text null',
    mustChangePassword: 'boolean',
    deviceId: 'uuid null',
    isOwner: 'boolean',
    isActive: 'boolean',
    mergedIntoId: 'uuid null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    lastSeenAt: 'timestamptz null',
  };

  declare id: string;
  declare displayName: string;
  declare email: string | null;
  declare passwordHash: string | null;
  /** Whether the password opens nothing but the choice of another one. */
  declare mustChangePassword: boolean;
  declare deviceId: string | null;
  /** Whom a request without any token stands for, where nobody signs in. */
  declare isOwner: boolean;
  declare isActive: boolean;
  /** The account that a guest became. */
  declare mergedIntoId: string | null;
  declare createdAt: Date;
  declare updatedAt: Date;
  declare lastSeenAt: Date | null;
}
