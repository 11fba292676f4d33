import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { SuiteSettings } from '@atelier/domain/orchestra/suite-file.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class ScenarioSuiteModel extends Model {
  static override tableName = 'orchestra.scenario_suites';
  static override jsonAttributes = ['criterionJson', 'settingsJson'];
  static columns: ColumnsOf<ScenarioSuiteModel> = {
    id: 'uuid',
    processId: 'uuid null',
    processVersionId: 'uuid null',
    name: 'text',
    description: 'text',
    criterionJson: 'jsonb null',
    settingsJson: 'jsonb',
    revision: 'integer',
    isArchived: 'boolean',
    createdByUserId: 'uuid null',
    updatedByUserId: 'uuid null',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  };

  declare id: string;
  declare processId: string | null;
  declare processVersionId: string | null;
  declare name: string;
  declare description: string;
  declare criterionJson: Json | null;
  declare settingsJson: SuiteSettings;
  declare revision: number;
  declare isArchived: boolean;
  declare createdByUserId: string | null;
  declare updatedByUserId: string | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}
