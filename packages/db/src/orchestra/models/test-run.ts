import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { TestRunStatus } from '@atelier/domain/orchestra/statuses.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class TestRunModel extends Model {
  static override tableName = 'orchestra.test_runs';
  static override jsonAttributes = [
    'waitsFor',
    'executionContext',
    'decision',
    'error',
    'dependsOn',
  ];
  static columns: ColumnsOf<TestRunModel> = {
    id: 'uuid',
    kind: 'text',
    status: 'text',
    priority: 'smallint',
    dueAt: 'timestamptz',
    wakeAt: 'timestamptz null',
    waitsFor: 'jsonb null',
    position: 'integer',
    sequence: 'integer',
    checkpoint: 'integer',
    executionContext: 'jsonb',
    decision: 'jsonb null',
    control: 'text null',
    limitKeys: 'text[]',
    lockedBy: 'text null',
    lockUntil: 'timestamptz null',
    heartbeatAt: 'timestamptz null',
    fence: 'bigint',
    takeovers: 'integer',
    stalls: 'smallint',
    isLetGo: 'boolean',
    error: 'jsonb null',
    createdAt: 'timestamptz',
    startedAt: 'timestamptz null',
    finishedAt: 'timestamptz null',
    suiteRunId: 'uuid',
    scenarioKey: 'text',
    rowKey: 'text null',
    name: 'text',
    place: 'integer',
    dependsOn: 'jsonb',
  };

  declare id: string;
  declare kind: string;
  declare status: TestRunStatus;
  declare priority: number;
  declare dueAt: Date;
  declare wakeAt: Date | null;
  declare waitsFor: Json | null;
  declare position: number;
  declare sequence: number;
  declare checkpoint: number;
  declare executionContext: Json;
  declare decision: Json | null;
  declare control: 'cancel' | 'pause' | null;
  declare limitKeys: string[];
  declare lockedBy: string | null;
  declare lockUntil: Date | null;
  declare heartbeatAt: Date | null;
  declare fence: string;
  declare takeovers: number;
  declare stalls: number;
  declare isLetGo: boolean;
  declare error: Json | null;
  declare createdAt: Date;
  declare startedAt: Date | null;
  declare finishedAt: Date | null;
  declare suiteRunId: string;
  declare scenarioKey: string;
  declare rowKey: string | null;
  declare name: string;
  declare place: number;
  declare dependsOn: Json;
}
