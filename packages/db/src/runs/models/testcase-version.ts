import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';
import type { Json } from '../json.ts';

/** What a test case said at some time; never changed. */
export class TestcaseVersionModel extends Model {
  static override tableName = 'runs.testcase_versions';
  static override jsonAttributes = [
    'stepsJson',
    'expectedJson',
    'typicalArtifactsJson',
    'commonMistakesJson',
    'parametersJson',
  ];
  static columns: ColumnsOf<TestcaseVersionModel> = {
    id: 'uuid',
    testcaseId: 'uuid',
    versionNumber: 'integer',
    summary: 'text',
    preconditions: 'text',
    stepsJson: 'jsonb',
    expectedJson: 'jsonb',
    typicalArtifactsJson: 'jsonb',
    commonMistakesJson: 'jsonb',
    isMandatory: 'boolean',
    estimatedMinutes: 'integer null',
    complexity: 'smallint null',
    changeNote: 'text',
    createdByUserId: 'uuid null',
    createdAt: 'timestamptz',
    title: 'text null',
    parametersJson: 'jsonb',
  };

  declare id: string;
  declare testcaseId: string;
  declare versionNumber: number;
  declare summary: string;
  declare preconditions: string;
  declare stepsJson: Json;
  declare expectedJson: Json;
  declare typicalArtifactsJson: Json;
  declare commonMistakesJson: Json;
  declare isMandatory: boolean;
  declare estimatedMinutes: number | null;
  declare complexity: number | null;
  declare changeNote: string;
  declare createdByUserId: string | null;
  declare createdAt: Date;
  declare title: string | null;
  declare parametersJson: Json;
}
