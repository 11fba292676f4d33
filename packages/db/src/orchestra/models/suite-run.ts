import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { SuiteRunOrigin, SuiteRunStatus } from '@atelier/domain/orchestra/statuses.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class SuiteRunModel extends Model {
  static override tableName = 'orchestra.suite_runs';
  static override jsonAttributes = ['context', 'planJson', 'countsJson', 'error'];
  static columns: ColumnsOf<SuiteRunModel> = {
    id: 'uuid',
    number: 'integer',
    suiteId: 'uuid',
    environmentId: 'uuid',
    status: 'text',
    context: 'jsonb',
    planJson: 'jsonb',
    countsJson: 'jsonb null',
    origin: 'text',
    forkedFromId: 'uuid null',
    startedByUserId: 'uuid null',
    startedAt: 'timestamptz',
    finishedAt: 'timestamptz null',
    deadlineAt: 'timestamptz null',
    error: 'jsonb null',
  };

  declare id: string;
  declare number: number;
  declare suiteId: string;
  declare environmentId: string;
  declare status: SuiteRunStatus;
  declare context: Json;
  declare planJson: Json;
  declare countsJson: Json | null;
  declare origin: SuiteRunOrigin;
  declare forkedFromId: string | null;
  declare startedByUserId: string | null;
  declare startedAt: Date;
  declare finishedAt: Date | null;
  /** When it is ended, if it is not over by then; null also where it was ended by it. */
  declare deadlineAt: Date | null;
  /** Why it was ended, where nobody asked for it. */
  declare error: Json | null;
}
