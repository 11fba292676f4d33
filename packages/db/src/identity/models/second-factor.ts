import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** The authenticator app of an account. */
export class SecondFactorModel extends Model {
  static override tableName = 'identity.second_factors';
  static override idColumn = 'userId';
  static columns: ColumnsOf<SecondFactorModel> = {
    userId: 'uuid',
    secret: 'bytea',
    confirmedAt: 'timestamptz null',
    lastStep: 'bigint',
    createdAt: 'timestamptz',
  };

  declare userId: string;
  /** Encrypted. */
  declare secret: Buffer;
  /** From then on it is asked for. */
  declare confirmedAt: Date | null;
  /** The time step of the last code that was taken, a whole number as text: none is taken twice. */
  declare lastStep: string;
  declare createdAt: Date;
}
