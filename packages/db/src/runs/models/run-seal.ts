import type { ReportLanguage } from '@atelier/domain/runs/seal/report-words.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

/** The one seal of a run: where its archive is. It never changes. */
export class RunSealModel extends Model {
  static override tableName = 'runs.run_seals';
  static override idColumn = 'runId';
  static columns: ColumnsOf<RunSealModel> = {
    runId: 'uuid',
    fileId: 'uuid',
    signatureId: 'uuid',
    sealedAt: 'timestamptz',
    language: 'text',
    publicKey: 'text',
    fingerprint: 'text',
  };

  declare runId: string;
  declare fileId: string;
  declare signatureId: string;
  declare sealedAt: Date;
  /** Of its report. */
  declare language: ReportLanguage;
  /** 32 bytes in base64. */
  declare publicKey: string;
  /** SHA-256 of the public key. */
  declare fingerprint: string;
}
