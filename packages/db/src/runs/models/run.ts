import type { RunStatus } from '@atelier/domain/runs/machine.ts';
import type { Verdict } from '@atelier/domain/runs/result.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';
import type { Json } from '../json.ts';

export class RunModel extends Model {
  static override tableName = 'runs.runs';
  static override jsonAttributes = ['reportJson'];
  static columns: ColumnsOf<RunModel> = {
    id: 'uuid',
    projectId: 'uuid',
    assetId: 'uuid null',
    templateId: 'uuid null',
    title: 'text',
    status: 'runs.run_status',
    executedByUserId: 'uuid',
    leadUserId: 'uuid null',
    startedAt: 'timestamptz null',
    finishedAt: 'timestamptz null',
    lockedAt: 'timestamptz null',
    lockedByUserId: 'uuid null',
    correctionOfRunId: 'uuid null',
    failReasonCode: 'text null',
    failSummary: 'text',
    reportJson: 'jsonb',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    verdict: 'text null',
    matrixId: 'uuid null',
    firmwareWhenDone: 'text null',
  };

  declare id: string;
  declare projectId: string;
  declare assetId: string | null;
  declare templateId: string | null;
  declare title: string;
  declare status: RunStatus;
  declare executedByUserId: string;
  declare leadUserId: string | null;
  declare startedAt: Date | null;
  declare finishedAt: Date | null;
  declare lockedAt: Date | null;
  declare lockedByUserId: string | null;
  declare correctionOfRunId: string | null;
  declare failReasonCode: string | null;
  declare failSummary: string;
  declare reportJson: Json;
  declare createdAt: Date;
  declare updatedAt: Date;
  declare verdict: Verdict | null;
  declare matrixId: string | null;
  declare firmwareWhenDone: string | null;
}
