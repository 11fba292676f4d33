import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class ScheduleModel extends Model {
  static override tableName = 'orchestra.schedules';
  static columns: ColumnsOf<ScheduleModel> = {
    id: 'uuid',
    suiteId: 'uuid',
    environmentId: 'uuid',
    cron: 'text',
    timeZone: 'text',
    isEnabled: 'boolean',
    nextAt: 'timestamptz null',
    lastAt: 'timestamptz null',
    lastSuiteRunId: 'uuid null',
    lastError: 'text null',
    missed: 'integer',
    missedAt: 'timestamptz null',
    revision: 'integer',
    createdByUserId: 'uuid null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare suiteId: string;
  declare environmentId: string;
  declare cron: string;
  declare timeZone: string;
  declare isEnabled: boolean;
  declare nextAt: Date | null;
  declare lastAt: Date | null;
  declare lastSuiteRunId: string | null;
  declare lastError: string | null;
  declare missed: number;
  declare missedAt: Date | null;
  declare revision: number;
  declare createdByUserId: string | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}
