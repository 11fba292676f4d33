import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** A link by which whoever has it reads a sealed run until it expires. */
export class RunShareLinkModel extends Model {
  static override tableName = 'runs.run_share_links';
  static columns: ColumnsOf<RunShareLinkModel> = {
    id: 'uuid',
    runId: 'uuid',
    tokenHash: 'bytea',
    note: 'text',
    createdById: 'text',
    createdByName: 'text',
    createdAt: 'timestamptz',
    expiresAt: 'timestamptz',
    revokedAt: 'timestamptz null',
  };

  declare id: string;
  declare runId: string;
  /** SHA-256 of the token, which nobody has but who made the link and who was given it. */
  declare tokenHash: Buffer;
  /** For whom it is. */
  declare note: string;
  declare createdById: string;
  declare createdByName: string;
  declare createdAt: Date;
  declare expiresAt: Date;
  declare revokedAt: Date | null;
}
