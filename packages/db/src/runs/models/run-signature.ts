import type { SignatureMeaning, SignatureProof } from '@atelier/domain/runs/seal/signature.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';
import type { Json } from '../json.ts';

/** An electronic signature under a run; it never changes. */
export class RunSignatureModel extends Model {
  static override tableName = 'runs.run_signatures';
  static columns: ColumnsOf<RunSignatureModel> = {
    id: 'uuid',
    runId: 'uuid',
    meaning: 'text',
    signerId: 'text',
    signerName: 'text',
    signedAt: 'timestamptz',
    sessionId: 'uuid null',
    provedAt: 'timestamptz null',
    provedBy: 'text',
    reason: 'text',
    contentSha256: 'bytea',
    testedJson: 'jsonb',
  };

  declare id: string;
  declare runId: string;
  declare meaning: SignatureMeaning;
  /** As the audit log names who did something. */
  declare signerId: string;
  declare signerName: string;
  declare signedAt: Date;
  /** In which it was signed; null where nobody signs in. */
  declare sessionId: string | null;
  /** When whoever signed showed who they are; null where nobody is asked. */
  declare provedAt: Date | null;
  declare provedBy: SignatureProof;
  declare reason: string;
  declare contentSha256: Buffer;
  /** What was tested, as it was called then. */
  declare testedJson: Json;
}
