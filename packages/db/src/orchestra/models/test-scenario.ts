import type { Json } from '@atelier/domain/orchestra/json.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class TestScenarioModel extends Model {
  static override tableName = 'orchestra.test_scenarios';
  static override jsonAttributes = ['dependsOn', 'pathJson', 'settingsJson'];
  static columns: ColumnsOf<TestScenarioModel> = {
    id: 'uuid',
    suiteId: 'uuid',
    key: 'text',
    name: 'text',
    reason: 'text',
    position: 'integer',
    dependsOn: 'jsonb',
    pathJson: 'jsonb',
    dataSetId: 'uuid null',
    settingsJson: 'jsonb',
  };

  declare id: string;
  declare suiteId: string;
  declare key: string;
  declare name: string;
  declare reason: string;
  declare position: number;
  declare dependsOn: Json;
  declare pathJson: Json;
  declare dataSetId: string | null;
  declare settingsJson: Json;
}
