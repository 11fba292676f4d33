import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** The seal of a row of the audit log: its place in its chain, and the hashes that hold it there. */
export class AuditChainModel extends Model {
  static override tableName = 'identity.audit_chain';
  static override idColumn = ['chain', 'position'];
  static columns: ColumnsOf<AuditChainModel> = {
    chain: 'text',
    position: 'bigint',
    entryId: 'bigint',
    sealedAt: 'timestamptz',
    digest: 'bytea',
    hash: 'bytea',
  };

  /** `project:<id>`, or the area. */
  declare chain: string;
  /** From 1 on, as text. */
  declare position: string;
  declare entryId: string;
  declare sealedAt: Date;
  /** Of the row alone. */
  declare digest: Buffer;
  /** Of the row, and of all before it in its chain. */
  declare hash: Buffer;
}
