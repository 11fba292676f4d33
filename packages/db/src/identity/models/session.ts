import type { ProofKind } from '@atelier/domain/identity/proof.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** A browser in which somebody signed in. */
export class SessionModel extends Model {
  static override tableName = 'identity.sessions';
  static columns: ColumnsOf<SessionModel> = {
    id: 'uuid',
    userId: 'uuid',
    accessHash: 'bytea',
    accessExpiresAt: 'timestamptz',
    device: 'text',
    createdAt: 'timestamptz',
    lastSeenAt: 'timestamptz',
    expiresAt: 'timestamptz',
    endedAt: 'timestamptz null',
    endedBecause: 'text null',
    accessUsedAt: 'timestamptz null',
    provedAt: 'timestamptz null',
    provedBy: 'text null',
    proofMaySign: 'boolean',
  };

  declare id: string;
  declare userId: string;
  declare accessHash: Buffer;
  declare accessExpiresAt: Date;
  /** As its owner knows it: `Firefox on Linux`. */
  declare device: string;
  declare createdAt: Date;
  declare lastSeenAt: Date;
  /** By then it has to be used, or it ends. */
  declare expiresAt: Date;
  declare endedAt: Date | null;
  declare endedBecause: string | null;
  /** When a request first came with the tokens that were given out last; null while none has. */
  declare accessUsedAt: Date | null;
  /** When whoever has it last showed who they are; null for never. */
  declare provedAt: Date | null;
  /** How; null for never, or where an older program noted it. */
  declare provedBy: ProofKind | null;
  /** Whether that may go under a signature: it was asked for by itself, or is the sign-in of a program. */
  declare proofMaySign: boolean;
}
