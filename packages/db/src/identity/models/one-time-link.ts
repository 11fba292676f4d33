import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** A link that is good for one thing, once. */
export class OneTimeLinkModel extends Model {
  static override tableName = 'identity.one_time_links';
  static columns: ColumnsOf<OneTimeLinkModel> = {
    id: 'uuid',
    purpose: 'text',
    tokenHash: 'bytea',
    userId: 'uuid null',
    email: 'text null',
    role: 'text null',
    createdById: 'uuid null',
    createdAt: 'timestamptz',
    expiresAt: 'timestamptz',
    usedAt: 'timestamptz null',
  };

  declare id: string;
  declare purpose: 'first-admin' | 'invitation' | 'password-reset';
  declare tokenHash: Buffer;
  /** Whose password it sets. */
  declare userId: string | null;
  /** Who is invited. */
  declare email: string | null;
  declare role: string | null;
  declare createdById: string | null;
  declare createdAt: Date;
  declare expiresAt: Date;
  declare usedAt: Date | null;
}
